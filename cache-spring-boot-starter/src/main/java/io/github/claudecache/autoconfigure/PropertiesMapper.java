package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ResourceLoader;

/**
 * Turns properties into what the core works with, and checks what several of them mean
 * together.
 */
final class PropertiesMapper {

	// An invalidation is remembered longer than the oldest answer that it concerns.
	private static final Duration RETENTION_MARGIN = Duration.ofDays(1);

	private static final double DEFAULT_JITTER = 0.1;

	private final ClaudeCacheProperties properties;

	private final WrittenProperties written;

	private final CacheContent content;

	/**
	 * Creates a mapper.
	 * @param properties the bound properties
	 * @param environment where they are written
	 * @param resources loads prompts and tools
	 * @param json reads JSON; throws {@link IllegalArgumentException} if it is malformed
	 */
	PropertiesMapper(ClaudeCacheProperties properties, ConfigurableEnvironment environment, ResourceLoader resources,
			Function<String, FactorValue> json) {
		this.properties = properties;
		this.written = new WrittenProperties(environment);
		this.content = new CacheContent(this.written, resources, json);
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
	Collection<VolatilityClass> volatilityClasses() {
		Map<String, VolatilityClass> classes = new LinkedHashMap<>();
		VolatilityClass.BUILT_IN.forEach((builtIn) -> classes.put(builtIn.name(), builtIn));
		Set<String> builtIn = Set.copyOf(classes.keySet());
		new MapKeys("volatility", this.written.sources()).settle(this.properties.volatility(), builtIn)
			.forEach((name, settings) -> classes.put(name, volatilityClass(name, classes.get(name), settings)));
		return List.copyOf(classes.values());
	}

	/**
	 * All caches that have properties or are declared by annotations.
	 * @param declared the names of the declared caches, each with the volatility class
	 * that its annotation names, which may be empty
	 * @return the definitions
	 * @throws ClaudeCacheConfigurationException if a cache has no class or one that does
	 * not exist, if a resource cannot be read, or if a name is malformed or spelt in two
	 * ways
	 */
	List<CacheDefinition> cacheDefinitions(Map<String, String> declared) {
		Map<String, ClaudeCacheProperties.Cache> caches = new TreeMap<>(
				new MapKeys("caches", this.written.sources()).settle(this.properties.caches(), declared.keySet()));
		declared.keySet().forEach((name) -> caches.putIfAbsent(name, ClaudeCacheProperties.Cache.UNSET));
		Set<String> classes = names(volatilityClasses());
		return caches.entrySet()
			.stream()
			.map((cache) -> definition(cache.getKey(), cache.getValue(), declared.getOrDefault(cache.getKey(), ""),
					classes))
			.toList();
	}

	/**
	 * The bounds of the store in memory.
	 * @return the bounds
	 */
	InMemoryAnswerStore.Settings memory() {
		ClaudeCacheProperties.Memory memory = this.properties.memory();
		Duration longest = volatilityClasses().stream()
			.map(VolatilityClass::ttl)
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
		return new InMemoryAnswerStore.Settings(memory.maxSize().toBytes(), memory.maxTenants(),
				memory.maxTagsPerTenant(), longest.plus(RETENTION_MARGIN));
	}

	private VolatilityClass volatilityClass(String name, @Nullable VolatilityClass builtIn,
			ClaudeCacheProperties.Volatility settings) {
		if (builtIn != null && !builtIn.stored()) {
			KnownProperty property = (settings.ttl() != null) ? KnownProperty.VOLATILITY_TTL
					: KnownProperty.VOLATILITY_JITTER;
			throw this.written.failure(property, name, "Answers of the class '" + name + "' are never kept.",
					"a TTL for another class",
					"Remove the property. Name another class for the caches whose answers may be kept.");
		}
		Duration ttl = (settings.ttl() != null || builtIn == null) ? settings.ttl() : builtIn.ttl();
		Double jitter = (settings.jitter() != null || builtIn == null) ? settings.jitter() : builtIn.jitter();
		if (ttl == null) {
			throw this.written.failure(
					(jitter != null) ? KnownProperty.VOLATILITY_JITTER : KnownProperty.VOLATILITY_TTL, name,
					"The class '" + name + "' is not built in and has no TTL. "
							+ Suggestions.question(Suggestions.closest(name, names(VolatilityClass.BUILT_IN))),
					KnownProperty.VOLATILITY_TTL.allowed(),
					"Set its TTL, for example " + KnownProperty.VOLATILITY_TTL.text(name) + "=10m.");
		}
		return new VolatilityClass(name, ttl, (jitter != null) ? jitter : DEFAULT_JITTER);
	}

	private CacheDefinition definition(String name, ClaudeCacheProperties.Cache cache, String declared,
			Set<String> classes) {
		String volatility = (cache.volatility() != null) ? cache.volatility() : declared;
		String property = KnownProperty.CACHE_VOLATILITY.text(name);
		String known = String.join(", ", classes);
		if (volatility.isEmpty()) {
			throw new ClaudeCacheConfigurationException("The cache '" + name
					+ "' has no volatility class, so nothing bounds the age of its answers. There are " + known + ".",
					"Set for example " + property + "=reference, or name the class in the annotation.");
		}
		if (!classes.contains(volatility)) {
			String suggestion = Suggestions.question(Suggestions.closest(volatility, classes));
			if (cache.volatility() == null) {
				throw new ClaudeCacheConfigurationException(
						"The annotation of the cache '" + name + "' names the volatility class '"
								+ Printable.of(volatility) + "', which does not exist. " + suggestion + " There are "
								+ known + ".",
						"Correct the annotation, or give the class a TTL: "
								+ KnownProperty.VOLATILITY_TTL.text(volatility) + "=10m.");
			}
			throw this.written.failure(KnownProperty.CACHE_VOLATILITY, name,
					"There is no such volatility class. " + suggestion, "one of " + known,
					"Correct the name, or give the class a TTL: " + KnownProperty.VOLATILITY_TTL.text(volatility)
							+ "=10m.");
		}
		return new CacheDefinition(name, volatility, cache.mode(), cache.revision(), cache.model(),
				this.content.systemPrompt(name, cache.systemPrompt()), this.content.tools(name, cache.tools()));
	}

	private static Set<String> names(Collection<VolatilityClass> classes) {
		return classes.stream().map(VolatilityClass::name).collect(Collectors.toCollection(TreeSet::new));
	}

}
