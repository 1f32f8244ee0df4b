package io.github.claudecache.event;

/**
 * Is told what happens in the cache. Called on the thread on which it happens, often the
 * caller's, so it must be fast and must not block. What it throws is logged and goes no
 * further.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ClaudeCacheListener {

	/**
	 * Something happened.
	 * @param event what happened
	 */
	void onEvent(CacheEvent event);

}
