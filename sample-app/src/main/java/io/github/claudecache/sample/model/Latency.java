package io.github.claudecache.sample.model;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the stand-in takes to answer.
 *
 * @param min the shortest time of a usual answer; not negative
 * @param max the longest time of a usual answer; not below {@code min}
 * @param slow the time of an answer in the mode {@code slow}; not negative
 * @since 0.1.0
 */
public record Latency(@DefaultValue("400ms") Duration min, @DefaultValue("1500ms") Duration max,
		@DefaultValue("6s") Duration slow) {

	/**
	 * Creates a latency.
	 * @throws IllegalArgumentException if a time is negative or the longest below the
	 * shortest
	 */
	public Latency {
		if (min.isNegative() || slow.isNegative() || max.compareTo(min) < 0) {
			throw new IllegalArgumentException(
					"A latency needs 0 <= min <= max and 0 <= slow, but min is %s, max %s and slow %s".formatted(min,
							max, slow));
		}
	}

	Duration draw(Behaviour behaviour) {
		return (behaviour == Behaviour.SLOW) ? this.slow
				: Duration.ofMillis(ThreadLocalRandom.current().nextLong(this.min.toMillis(), this.max.toMillis() + 1));
	}

}
