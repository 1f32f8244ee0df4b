package io.github.claudecache.redis;

/**
 * What becomes of the answers when a server was restarted or failed over. It may have
 * lost invalidations that were acknowledged, and nobody can tell which.
 *
 * @since 0.1.0
 */
public enum OnRestart {

	/**
	 * They are void: a restart costs hits, never correctness.
	 */
	VOID,

	/**
	 * They are kept. An answer whose invalidation was lost is served until its TTL ends,
	 * so the guarantee does not hold across a restart.
	 */
	KEEP

}
