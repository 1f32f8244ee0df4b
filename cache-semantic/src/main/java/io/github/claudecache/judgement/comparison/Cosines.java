package io.github.claudecache.judgement.comparison;

/**
 * The similarities of two questions' variants, by one embedder.
 *
 * @param raw of the questions as they were asked, from -1 to 1
 * @param repaired of the questions with their spelling repaired
 * @param canonical of the questions in canonical form
 * @since 0.1.0
 */
public record Cosines(double raw, double repaired, double canonical) {

	/**
	 * Checks the values.
	 */
	public Cosines {
		if (!(Math.abs(raw) <= 1.01 && Math.abs(repaired) <= 1.01 && Math.abs(canonical) <= 1.01)) {
			throw new IllegalArgumentException(
					"A cosine is between -1 and 1, not " + raw + ", " + repaired + ", " + canonical);
		}
	}

}
