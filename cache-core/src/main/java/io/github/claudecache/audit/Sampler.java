package io.github.claudecache.audit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws a share of what comes, evenly: the multiples of the golden ratio, taken modulo
 * one, fill the unit interval without gaps (Weyl 1916), so no rhythm of the callers meets
 * the rhythm of the draw. Safe for use by many threads.
 */
final class Sampler {

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	private static final double UNIT = 0x1.0p-53;

	private final AtomicLong position;

	/**
	 * Creates a sampler.
	 * @param start where it begins, so that not all begin with the same draw
	 */
	Sampler(long start) {
		this.position = new AtomicLong(start * GOLDEN);
	}

	boolean draws(double share) {
		if (share <= 0) {
			return false;
		}
		return (this.position.addAndGet(GOLDEN) >>> 11) * UNIT < share;
	}

}
