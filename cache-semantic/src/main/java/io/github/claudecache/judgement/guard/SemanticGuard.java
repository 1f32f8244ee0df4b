package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;

/**
 * Looks at one kind of difference between a cached question and an asked one.
 * <p>
 * Implementations are pure and safe for use by many threads, take microseconds, and do no
 * I/O. What they throw counts as a veto.
 *
 * @since 0.1.0
 */
public interface SemanticGuard {

	/**
	 * Its name in meters, in explanations and in the score's weights.
	 * @return lower case with dashes, never changing
	 */
	String name();

	/**
	 * Judges a candidate.
	 * @param comparison the two questions
	 * @return pass, or a veto with its reason
	 */
	Verdict examine(Comparison comparison);

}
