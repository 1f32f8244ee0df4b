package io.github.claudecache.request;

/**
 * What a cache does.
 *
 * @since 0.1.0
 */
public enum CacheMode {

	/** Nothing: every call goes to Claude. */
	OFF,

	/**
	 * Keeps answers and decides what it would serve, but asks Claude every time and gives
	 * every caller the fresh answer. What would have been served is compared with it, so
	 * that it is known how many answers would be wrong before anybody gets one.
	 */
	SHADOW,

	/** Serves and keeps answers. */
	SERVE

}
