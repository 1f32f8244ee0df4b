package io.github.claudecache.autoconfigure;

import java.util.Collection;
import java.util.TreeSet;

import io.github.claudecache.aop.CacheCatalog;
import io.github.claudecache.request.CacheDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The caches of {@code claude.cache.caches.*}.
 */
final class ConfiguredCaches implements CacheCatalog {

	private final ClaudeCacheProperties properties;

	ConfiguredCaches(ClaudeCacheProperties properties) {
		this.properties = properties;
	}

	@Override
	public Collection<String> names() {
		return new TreeSet<>(this.properties.caches().keySet());
	}

	@Override
	public @Nullable CacheDefinition definition(String name, String annotatedVolatility) {
		return CoreValues.definition(this.properties, name, annotatedVolatility);
	}

}
