package io.github.claudecache.request;

import io.github.claudecache.key.Namespace;

/**
 * A fault for the architecture tests to find: keys are made of requests, so requests must
 * not know of keys.
 */
final class PlantedCycle {

	private final Namespace namespace = Namespace.DEFAULT;

	Namespace namespace() {
		return this.namespace;
	}

}
