package io.github.claudecache.semantic;

import java.util.List;

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
	 * The texts that are embedded to compare it.
	 * @return the question itself first, then other forms of it; always as many
	 */
	List<String> variants();

	/**
	 * Whether it can be understood without what was said before.
	 * @return {@code false} for "And how much does that cost?"
	 */
	boolean standsAlone();

}
