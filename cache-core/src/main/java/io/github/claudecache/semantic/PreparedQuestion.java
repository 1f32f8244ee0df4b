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

}
