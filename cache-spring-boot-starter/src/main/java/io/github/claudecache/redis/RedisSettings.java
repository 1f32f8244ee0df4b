package io.github.claudecache.redis;

import java.time.Duration;

/**
 * How the store on Redis behaves.
 *
 * @param operationTimeout how long a lookup or a store may take, positive
 * @param invalidationTimeout how long an invalidation may take before it fails, positive;
 * as long again for the replicas
 * @param longestTtl the longest TTL of any class, positive
 * @param retention how long the invalidation of a tag is remembered one by one: longer
 * than the longest TTL
 * @param maxEntryBytes the largest answer, in bytes, positive
 * @param compressAbove the largest answer that is kept as it is, in bytes of UTF-8,
 * positive; what is larger is compressed if that makes it smaller
 * @param replicas how many replicas must have an invalidation before it is confirmed; 0
 * if the master is enough
 * @param onRestart what becomes of the answers when a server was restarted or failed over
 * @param breaker when lookups stop asking a server that fails them
 * @since 0.1.0
 */
public record RedisSettings(Duration operationTimeout, Duration invalidationTimeout, Duration longestTtl,
		Duration retention, int maxEntryBytes, int compressAbove, int replicas, OnRestart onRestart,
		BreakerSettings breaker) {

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if a limit is not positive or the retention not
	 * longer than the longest TTL
	 */
	public RedisSettings {
		if (!positive(operationTimeout) || !positive(invalidationTimeout) || !positive(longestTtl) || maxEntryBytes < 1
				|| compressAbove < 1) {
			throw new IllegalArgumentException("Every limit must be positive");
		}
		if (retention.compareTo(longestTtl) <= 0) {
			throw new IllegalArgumentException("The retention must be longer than the longest TTL");
		}
		if (replicas < 0) {
			throw new IllegalArgumentException("The number of replicas must not be negative");
		}
	}

	private static boolean positive(Duration limit) {
		return !limit.isZero() && !limit.isNegative();
	}

}
