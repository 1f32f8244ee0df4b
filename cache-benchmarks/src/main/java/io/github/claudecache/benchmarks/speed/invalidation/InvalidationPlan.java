package io.github.claudecache.benchmarks.speed.invalidation;

import java.time.Duration;
import java.util.List;

/**
 * How invalidation is measured.
 *
 * @param warmUps how often each side voids a few entries before anything is measured
 * @param steps how often with how many entries
 * @param shortestWatch how long other clients are watched at least
 * @param patience how long memory may take to be given back
 * @since 0.1.0
 */
public record InvalidationPlan(int warmUps, List<Step> steps, Duration shortestWatch, Duration patience) {

	/**
	 * How long one call may take before it is given up.
	 */
	public static final Duration CALL_PATIENCE = Duration.ofMinutes(1);

	/**
	 * Long enough for figures that hold.
	 * @return about five minutes
	 */
	public static InvalidationPlan full() {
		return new InvalidationPlan(40,
				List.of(new Step(1_000, 11), new Step(10_000, 7), new Step(100_000, 3), new Step(1_000_000, 1)),
				Duration.ofMillis(250), Duration.ofMinutes(5));
	}

	/**
	 * Long enough to see that everything works.
	 * @return some seconds
	 */
	public static InvalidationPlan quick() {
		return new InvalidationPlan(2, List.of(new Step(1_000, 2), new Step(10_000, 1)), Duration.ofMillis(20),
				Duration.ofSeconds(30));
	}

	/**
	 * A number of entries.
	 *
	 * @param entries how many entries are voided at once
	 * @param repetitions how often
	 */
	public record Step(int entries, int repetitions) {
	}

}
