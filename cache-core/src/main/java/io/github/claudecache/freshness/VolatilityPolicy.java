package io.github.claudecache.freshness;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;

/**
 * Chooses the volatility class of a request. Called for every request; must be fast and
 * safe for use by many threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface VolatilityPolicy {

	/**
	 * The class of a request.
	 * @param cache the cache that is asked
	 * @param request the request
	 * @return the class
	 */
	VolatilityClass classify(CacheDefinition cache, ClaudeRequest request);

	/**
	 * The default policy: the class that the cache's definition names.
	 * @param classes all classes; a later one replaces an earlier one of the same name
	 * @return the policy; it throws {@link IllegalArgumentException} for a definition
	 * that names an unknown class
	 */
	static VolatilityPolicy byName(Collection<VolatilityClass> classes) {
		Map<String, VolatilityClass> byName = classes.stream()
			.collect(Collectors.toUnmodifiableMap(VolatilityClass::name, Function.identity(), (first, last) -> last));
		return (cache, request) -> {
			VolatilityClass found = byName.get(cache.volatility());
			if (found == null) {
				throw new IllegalArgumentException("Cache '" + cache.name() + "' names the volatility class '"
						+ cache.volatility() + "'; there are " + byName.keySet().stream().sorted().toList());
			}
			return found;
		};
	}

}
