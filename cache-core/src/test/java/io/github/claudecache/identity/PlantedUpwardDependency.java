package io.github.claudecache.identity;

import io.github.claudecache.request.CacheMode;

/**
 * A fault for the architecture tests to find: names must not know of requests.
 */
final class PlantedUpwardDependency {

	private final CacheMode mode = CacheMode.SERVE;

	CacheMode mode() {
		return this.mode;
	}

}
