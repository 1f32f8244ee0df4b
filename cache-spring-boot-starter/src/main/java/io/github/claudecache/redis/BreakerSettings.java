package io.github.claudecache.redis;

import java.time.Duration;

/**
 * When lookups stop asking a server that fails them. Invalidations always try.
 *
 * @param enabled whether they stop at all
 * @param failures how many lookups have to fail or be slow, not made up for by as many
 * good ones, 1 to 1000
 * @param slowAfter how long a reply may take before the lookup counts as failed although
 * it was answered; a lookup that comes while an older one has waited so long is not sent.
 * Positive
 * @since 0.1.0
 */
public record BreakerSettings(boolean enabled, int failures, Duration slowAfter) {

	/** Five lookups, slow after 100 ms. */
	public static final BreakerSettings DEFAULT = new BreakerSettings(true, 5, Duration.ofMillis(100));

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public BreakerSettings {
		if (failures < 1 || failures > 1000) {
			throw new IllegalArgumentException("The number of failures must be 1 to 1000, not " + failures);
		}
		if (slowAfter.isNegative() || slowAfter.isZero()) {
			throw new IllegalArgumentException("A reply must have some time, not " + slowAfter);
		}
	}

}
