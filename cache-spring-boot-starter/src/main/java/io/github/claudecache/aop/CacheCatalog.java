package io.github.claudecache.aop;

import java.util.Collection;

import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.Semantic;
import org.jspecify.annotations.Nullable;

/**
 * The caches that the application's configuration knows. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface CacheCatalog {

	/**
	 * The names of the configured caches.
	 * @return the names
	 */
	Collection<String> names();

	/**
	 * The definition of a cache.
	 * @param name the name of the cache
	 * @param annotatedVolatility the volatility class of the annotation, which counts if
	 * the configuration names none; empty if the annotation names none either
	 * @param annotatedSemantic whether the annotation wants answers to other wordings,
	 * which counts if the configuration does not say
	 * @return the definition, or {@code null} if neither names a volatility class
	 * @throws io.github.claudecache.config.ClaudeCacheConfigurationException if the
	 * settings are wrong
	 */
	@Nullable CacheDefinition definition(String name, String annotatedVolatility, Semantic annotatedSemantic);

}
