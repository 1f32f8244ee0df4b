package io.github.claudecache.autoconfigure;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.claudecache.aop.CacheCatalog;
import io.github.claudecache.autoconfigure.ClaudeCacheProperties.Cache;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.Semantic;
import org.jspecify.annotations.Nullable;

/**
 * The caches of {@code claude.cache.caches.*}.
 */
final class ConfiguredCaches implements CacheCatalog {

	private final ClaudeCacheProperties properties;

	private final WrittenProperties written;

	private final CacheContent content;

	private final Set<String> classes;

	private final Consumer<String> semanticDemand;

	/**
	 * Creates a catalog.
	 * @param properties the bound properties
	 * @param written where they are written
	 * @param content loads prompts and tools
	 * @param classes all volatility classes
	 * @param semanticDemand is told the name of a cache that answers other wordings, and
	 * throws if that cannot be
	 */
	ConfiguredCaches(ClaudeCacheProperties properties, WrittenProperties written, CacheContent content,
			Collection<VolatilityClass> classes, Consumer<String> semanticDemand) {
		this.properties = properties;
		this.written = written;
		this.content = content;
		this.classes = classes.stream().map(VolatilityClass::name).collect(Collectors.toCollection(TreeSet::new));
		this.semanticDemand = semanticDemand;
	}

	@Override
	public Collection<String> names() {
		return new TreeSet<>(caches(Set.of()).keySet());
	}

	@Override
	public @Nullable CacheDefinition definition(String name, String annotatedVolatility, Semantic annotatedSemantic) {
		Cache cache = caches(Set.of(name)).getOrDefault(name, Cache.UNSET);
		String volatility = (cache.volatility() != null) ? cache.volatility() : annotatedVolatility;
		if (volatility.isEmpty()) {
			return null;
		}
		if (!this.classes.contains(volatility)) {
			throw unknownClass(name, cache, volatility);
		}
		CacheMode mode = this.properties.enabled() ? cache.mode() : CacheMode.OFF;
		Semantic semantic = (cache.semantic() != null) ? cache.semantic() : annotatedSemantic;
		if (semantic != Semantic.OFF && mode != CacheMode.OFF) {
			this.semanticDemand.accept(name);
		}
		return new CacheDefinition(name, volatility, mode, cache.revision(), cache.model(),
				this.content.systemPrompt(name, cache.systemPrompt()), this.content.tools(name, cache.tools()),
				semantic);
	}

	private Map<String, Cache> caches(Set<String> known) {
		return new MapKeys("caches", this.written.sources()).settle(this.properties.caches(), known);
	}

	private ClaudeCacheConfigurationException unknownClass(String name, Cache cache, String volatility) {
		String known = String.join(", ", this.classes);
		String suggestion = Suggestions.question(Suggestions.closest(volatility, this.classes));
		String action = "Correct the name, or give the class a TTL, for example "
				+ KnownProperty.VOLATILITY_TTL.text(volatility) + "=10m.";
		if (cache.volatility() != null) {
			return this.written.failure(KnownProperty.CACHE_VOLATILITY, name,
					"There is no such volatility class." + suggestion, "one of " + known, action);
		}
		return new ClaudeCacheConfigurationException(
				"The annotation of the cache '" + name + "' names the volatility class '" + Printable.of(volatility)
						+ "', which does not exist." + suggestion + " There are " + known + ".",
				action);
	}

}
