package io.github.claudecache.judgement.score;

import java.util.List;

/**
 * How likely one answer serves both questions.
 *
 * @param probability from 0 to 1, calibrated on labelled pairs of which half are the same
 * @param contributions what took how much from it, the largest first
 * @since 0.1.0
 */
public record Score(double probability, List<Contribution> contributions) {

	/**
	 * The score of a scorer that failed: nothing is served.
	 */
	public static final Score FAILED = new Score(0, List.of());

	/**
	 * Checks and copies.
	 */
	public Score {
		if (!(probability >= 0 && probability <= 1)) {
			throw new IllegalArgumentException("A probability is between 0 and 1, not " + probability);
		}
		contributions = List.copyOf(contributions);
	}

}
