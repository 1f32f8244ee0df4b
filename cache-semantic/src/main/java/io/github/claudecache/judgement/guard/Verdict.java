package io.github.claudecache.judgement.guard;

import java.util.List;

/**
 * What a guard says.
 *
 * @since 0.1.0
 */
public sealed interface Verdict {

	/**
	 * How strongly the questions differ in what the guard looks at.
	 * @return from 0 to 1
	 */
	double strength();

	/**
	 * The words that decided.
	 * @return none if nothing differs
	 */
	List<Evidence> evidence();

	/**
	 * Nothing that alone forbids to serve the answer.
	 *
	 * @param strength how strongly the questions differ, from 0 to 1; the score counts it
	 * @param evidence the words that differ
	 * @since 0.1.0
	 */
	record Pass(double strength, List<Evidence> evidence) implements Verdict {

		/**
		 * No difference.
		 */
		public static final Pass CLEAR = new Pass(0, List.of());

	}

	/**
	 * The answer must not be served.
	 *
	 * @param strength how strongly the questions differ, from 0 to 1
	 * @param reason why, in words for a person
	 * @param evidence the words that decided
	 * @since 0.1.0
	 */
	record Veto(double strength, String reason, List<Evidence> evidence) implements Verdict {

	}

}
