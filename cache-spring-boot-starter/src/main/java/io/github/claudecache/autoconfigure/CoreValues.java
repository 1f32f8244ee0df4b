package io.github.claudecache.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * Turns properties into values of the core.
 */
final class CoreValues {

	private CoreValues() {
	}

	static Namespace namespace(ClaudeCacheProperties properties) {
		return new Namespace(properties.namespace(), properties.schemaVersion());
	}

	static Collection<VolatilityClass> volatilityClasses(ClaudeCacheProperties properties) {
		Map<String, VolatilityClass> classes = new LinkedHashMap<>();
		VolatilityClass.BUILT_IN.forEach((builtIn) -> classes.put(builtIn.name(), builtIn));
		return classes.values();
	}

	static InMemoryAnswerStore.Settings memorySettings(ClaudeCacheProperties properties) {
		return InMemoryAnswerStore.Settings.DEFAULT;
	}

	static @Nullable CacheDefinition definition(ClaudeCacheProperties properties, String name, String volatility) {
		ClaudeCacheProperties.Cache cache = properties.caches().get(name);
		String chosen = (cache != null && cache.volatility() != null) ? cache.volatility() : volatility;
		if (chosen.isEmpty()) {
			return null;
		}
		if (cache == null) {
			return CacheDefinition.of(name, chosen);
		}
		return new CacheDefinition(name, chosen, properties.enabled() ? cache.mode() : CacheMode.OFF, cache.revision(),
				cache.model(), (cache.systemPrompt() != null) ? FactorValue.of(cache.systemPrompt()) : null, null);
	}

}
