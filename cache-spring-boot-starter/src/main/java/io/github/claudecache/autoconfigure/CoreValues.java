package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.redis.BreakerSettings;
import io.github.claudecache.redis.RedisSettings;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * Turns properties into values of the core, and checks what several of them mean
 * together.
 */
final class CoreValues {

	// An invalidation is remembered longer than the oldest answer that it concerns.
	private static final Duration RETENTION_MARGIN = Duration.ofDays(1);

	private static final double DEFAULT_JITTER = 0.1;

	private final ClaudeCacheProperties properties;

	private final WrittenProperties written;

	CoreValues(ClaudeCacheProperties properties, WrittenProperties written) {
		this.properties = properties;
		this.written = written;
	}

	/**
	 * The namespace.
	 * @return the namespace of all keys
	 */
	Namespace namespace() {
		return new Namespace(this.properties.namespace(), this.properties.schemaVersion());
	}

	/**
	 * All volatility classes: the built-in ones, changed or not, and the application's
	 * own.
	 * @return the classes, each name once
	 * @throws ClaudeCacheConfigurationException if a new class has no TTL, if 'live' is
	 * changed, or if a name is malformed or spelt in two ways
	 */
	List<VolatilityClass> volatilityClasses() {
		Map<String, VolatilityClass> classes = new LinkedHashMap<>();
		VolatilityClass.BUILT_IN.forEach((builtIn) -> classes.put(builtIn.name(), builtIn));
		Set<String> builtIn = Set.copyOf(classes.keySet());
		new MapKeys("volatility", this.written.sources()).settle(this.properties.volatility(), builtIn)
			.forEach((name, settings) -> classes.put(name, volatilityClass(name, classes.get(name), settings)));
		return List.copyOf(classes.values());
	}

	/**
	 * The bounds of the store in memory.
	 * @return the bounds
	 */
	InMemoryAnswerStore.Settings memorySettings() {
		ClaudeCacheProperties.Memory memory = this.properties.memory();
		return new InMemoryAnswerStore.Settings(memory.maxSize().toBytes(), memory.maxTenants(),
				memory.maxTagsPerTenant(), retention());
	}

	/**
	 * How the store on Redis behaves.
	 * @return the settings
	 */
	RedisSettings redisSettings() {
		ClaudeCacheProperties.Redis redis = this.properties.redis();
		return new RedisSettings(redis.operationTimeout(), redis.invalidationTimeout(), longestTtl(), retention(),
				(int) this.properties.admission().maxAnswerSize().toBytes(), (int) redis.compressAbove().toBytes(),
				redis.replicasToWaitFor(), redis.onRestart(), new BreakerSettings(redis.breaker().enabled(),
						redis.breaker().failures(), redis.breaker().slowAfter()));
	}

	/**
	 * The longest TTL of any class.
	 * @return a positive duration
	 */
	Duration longestTtl() {
		return volatilityClasses().stream().map(VolatilityClass::ttl).max(Duration::compareTo).orElse(Duration.ZERO);
	}

	/**
	 * How long the invalidation of a tag is remembered one by one.
	 * @return longer than the longest TTL
	 */
	Duration retention() {
		return longestTtl().plus(RETENTION_MARGIN);
	}

	private VolatilityClass volatilityClass(String name, @Nullable VolatilityClass builtIn,
			ClaudeCacheProperties.Volatility settings) {
		boolean changed = settings.ttl() != null || settings.jitter() != null;
		if (changed && builtIn != null && !builtIn.stored()) {
			KnownProperty property = (settings.ttl() != null) ? KnownProperty.VOLATILITY_TTL
					: KnownProperty.VOLATILITY_JITTER;
			throw this.written.failure(property, name, "Answers of the class '" + name + "' are never kept.",
					"a TTL for another class",
					"Remove the property. Name another class for the caches whose answers may be kept.");
		}
		Duration ttl = settings.ttl();
		if (ttl == null && builtIn != null) {
			ttl = builtIn.ttl();
		}
		if (ttl == null) {
			throw this.written.failure(
					(settings.jitter() != null) ? KnownProperty.VOLATILITY_JITTER : KnownProperty.VOLATILITY_TTL, name,
					"The class '" + name + "' is not built in and has no TTL."
							+ Suggestions.question(Suggestions.closest(name, names(VolatilityClass.BUILT_IN))),
					"a class with a TTL: " + KnownProperty.VOLATILITY_TTL.allowed(),
					"Set its TTL, for example " + KnownProperty.VOLATILITY_TTL.text(name) + "=10m.");
		}
		double inherited = (builtIn != null) ? builtIn.jitter() : DEFAULT_JITTER;
		return new VolatilityClass(name, ttl, Objects.requireNonNullElse(settings.jitter(), inherited));
	}

	private static Set<String> names(List<VolatilityClass> classes) {
		return classes.stream().map(VolatilityClass::name).collect(Collectors.toCollection(TreeSet::new));
	}

}
