package io.github.claudecache.benchmarks.speed.hit;

import java.time.Duration;
import java.util.List;

/**
 * How hits are measured.
 *
 * @param exchanges how many different questions are asked
 * @param threads how many threads ask at the same time, one case for each
 * @param warmUp how long each side runs before anything is measured
 * @param rounds how often every side gets its turn in each case
 * @param leadIn how long a turn runs before it is recorded
 * @param slice how long a turn is recorded
 * @since 0.1.0
 */
public record HitPlan(int exchanges, List<Integer> threads, Duration warmUp, int rounds, Duration leadIn,
		Duration slice) {

	/**
	 * Long enough for figures that hold.
	 * @return some two minutes
	 */
	public static HitPlan full() {
		return new HitPlan(500, List.of(1, 8, 64), Duration.ofSeconds(5), 10, Duration.ofMillis(50),
				Duration.ofMillis(300));
	}

	/**
	 * Long enough to see that everything works.
	 * @return some seconds
	 */
	public static HitPlan quick() {
		return new HitPlan(20, List.of(1, 8, 64), Duration.ofMillis(200), 2, Duration.ofMillis(5),
				Duration.ofMillis(30));
	}

}
