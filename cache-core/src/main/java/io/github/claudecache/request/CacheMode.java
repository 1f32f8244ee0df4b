package io.github.claudecache.request;

/**
 * What a cache does.
 *
 * @since 0.1.0
 */
public enum CacheMode {

	/** Nothing: every call goes to Claude. */
	OFF,

	/** Serves and keeps answers. */
	SERVE

}
