package io.github.claudecache.key;

import java.util.Map;

import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;

/**
 * Adds factors to every key: something that changes answers but is not in the request,
 * such as the release of the application or the state of a feature switch.
 * <p>
 * Called for every request; must be fast, must not do I/O and must be safe for use by
 * many threads. When it throws, the request bypasses the cache.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FingerprintContributor {

	/**
	 * The factors of a request.
	 * @param request the request
	 * @return the factors by name, in any order; two contributors must not use one name
	 */
	Map<String, FactorValue> contribute(ClaudeRequest request);

}
