package io.github.claudecache.semantic;

/**
 * A question, taken apart once for all comparisons. Immutable.
 *
 * @since 0.1.0
 */
public interface PreparedQuestion {

	/**
	 * The question.
	 * @return the text as it was asked
	 */
	String text();

	/**
	 * The text that is embedded to find the question and to measure how close it is.
	 * @return the question itself, or a form of it without what does not matter; not
	 * blank unless the question is
	 */
	String canonical();

	/**
	 * Whether it can be understood without what was said before.
	 * @return {@code false} for "And how much does that cost?"
	 */
	boolean standsAlone();

	/**
	 * Works out what is needed to compare it, as far as that is still to be done. Called
	 * while the question is being embedded, when its caller has nothing else to do; what
	 * it throws means that the tier is left out for this question.
	 */
	default void complete() {
	}

}
