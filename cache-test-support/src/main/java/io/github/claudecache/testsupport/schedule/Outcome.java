package io.github.claudecache.testsupport.schedule;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of one or more schedules.
 *
 * @param schedules how many were run
 * @param lookups how many lookups they made
 * @param served how many of them were served from the store
 * @param shared how many of them were given the answer of another caller
 * @param violations every stale answer and every caller that was stuck, in words
 * @since 0.1.0
 */
public record Outcome(long schedules, long lookups, long served, long shared, List<String> violations) {

	/**
	 * Nothing yet.
	 */
	public static final Outcome NONE = new Outcome(0, 0, 0, 0, List.of());

	private static final int REMEMBERED = 20;

	/**
	 * Creates an outcome.
	 */
	public Outcome {
		violations = List.copyOf(violations);
	}

	/**
	 * This outcome and another one together.
	 * @param other the other one
	 * @return the sums; only the first violations are kept
	 */
	public Outcome plus(Outcome other) {
		List<String> all = Stream.concat(this.violations.stream(), other.violations.stream())
			.limit(REMEMBERED)
			.toList();
		return new Outcome(this.schedules + other.schedules, this.lookups + other.lookups, this.served + other.served,
				this.shared + other.shared, all);
	}

}
