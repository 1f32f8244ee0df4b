package io.github.claudecache.judgement.language;

/**
 * A word that places something on a dimension.
 *
 * @param dimension the dimension: price, speed, length
 * @param sign 1 for the high end, -1 for the low end
 * @param degree how it is used
 * @param start where it begins in the text, in chars
 * @param end where it ends, exclusive
 * @since 0.1.0
 */
public record Comparative(String dimension, int sign, Degree degree, int start, int end) {

	/**
	 * The degrees of comparison.
	 *
	 * @since 0.1.0
	 */
	public enum Degree {

		/** Cheap. */
		POSITIVE,

		/** Cheaper than. */
		COMPARATIVE,

		/** The cheapest. */
		SUPERLATIVE

	}

}
