package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
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
import io.github.claudecache.pricing.ModelPrice;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.pricing.PriceTable;
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
		RedisProperties redis = this.properties.redis();
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
		boolean changed = settings.ttl() != null || settings.jitter() != null || settings.softCeiling() != null;
		if (changed && builtIn != null && !builtIn.stored()) {
			throw this.written.failure(property(settings), name, "Answers of the class '" + name + "' are never kept.",
					"a TTL for another class",
					"Remove the property. Name another class for the caches whose answers may be kept.");
		}
		Duration ttl = settings.ttl();
		if (ttl == null && builtIn != null) {
			ttl = builtIn.ttl();
		}
		if (ttl == null) {
			throw this.written.failure(property(settings), name,
					"The class '" + name + "' is not built in and has no TTL."
							+ Suggestions.question(Suggestions.closest(name, names(VolatilityClass.BUILT_IN))),
					"a class with a TTL: " + KnownProperty.VOLATILITY_TTL.allowed(),
					"Set its TTL, for example " + KnownProperty.VOLATILITY_TTL.text(name) + "=10m.");
		}
		double inherited = (builtIn != null) ? builtIn.jitter() : DEFAULT_JITTER;
		VolatilityClass made = new VolatilityClass(name, ttl, Objects.requireNonNullElse(settings.jitter(), inherited));
		Duration ceiling = settings.softCeiling();
		if (ceiling == null) {
			return made;
		}
		if (ceiling.compareTo(ttl) > 0) {
			throw this.written.failure(KnownProperty.VOLATILITY_SOFT_CEILING, name,
					"It is more than the TTL of the class, " + ttl.toSeconds()
							+ "s, so no answer would ever be as old.",
					"a duration up to the TTL",
					"Lower the soft ceiling, or raise " + KnownProperty.VOLATILITY_TTL.text(name) + ".");
		}
		return new VolatilityClass(name, ttl, made.jitter(), ceiling);
	}

	// The one that is written, to be named.
	private static KnownProperty property(ClaudeCacheProperties.Volatility settings) {
		if (settings.ttl() != null) {
			return KnownProperty.VOLATILITY_TTL;
		}
		if (settings.jitter() != null) {
			return KnownProperty.VOLATILITY_JITTER;
		}
		return (settings.softCeiling() != null) ? KnownProperty.VOLATILITY_SOFT_CEILING : KnownProperty.VOLATILITY_TTL;
	}

	/**
	 * What tokens cost.
	 * @return the built-in prices and the application's own
	 * @throws ClaudeCacheConfigurationException if a model has half a price
	 */
	PriceTable prices() {
		ClaudeCacheProperties.Pricing pricing = this.properties.pricing();
		Map<String, ModelPrice> own = new HashMap<>();
		pricing.models().forEach((model, price) -> own.put(model, price(model, price)));
		return ModelPrices.builtInWith(own, Objects.requireNonNullElse(pricing.asOf(), ModelPrices.BUILT_IN_AS_OF));
	}

	private ModelPrice price(String model, ClaudeCacheProperties.Pricing.Price price) {
		Double input = price.input();
		Double output = price.output();
		if (input == null || output == null) {
			KnownProperty missing = (input == null) ? KnownProperty.PRICING_INPUT : KnownProperty.PRICING_OUTPUT;
			throw this.written.failure((input == null) ? KnownProperty.PRICING_OUTPUT : KnownProperty.PRICING_INPUT,
					model, "The model '" + Printable.of(model) + "' has only half a price.", "both prices of a model",
					"Set " + missing.text(model) + " too, in US dollars per million tokens.");
		}
		return ModelPrice.of(input, output, Objects.requireNonNullElse(price.cacheWrite(), 1.25 * input),
				Objects.requireNonNullElse(price.cacheRead(), 0.1 * input));
	}

	private static Set<String> names(List<VolatilityClass> classes) {
		return classes.stream().map(VolatilityClass::name).collect(Collectors.toCollection(TreeSet::new));
	}

}
