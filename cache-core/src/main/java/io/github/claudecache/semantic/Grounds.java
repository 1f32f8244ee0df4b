package io.github.claudecache.semantic;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why a judge decided as it did, for people. It has the words of questions, so it is
 * shown only to those who may see them.
 *
 * @param findings what each guard says, in the order of the guards
 * @param contributions what took how much from the score, the largest first
 * @param bar the score that was needed to be served, from 0 to 1
 * @since 0.1.0
 */
public record Grounds(List<Finding> findings, List<Contribution> contributions, double bar) {

	/** Nothing is known of the grounds. */
	public static final Grounds NONE = new Grounds(List.of(), List.of(), 1);

	/**
	 * Copies.
	 */
	public Grounds {
		findings = List.copyOf(findings);
		contributions = List.copyOf(contributions);
	}

	/**
	 * What one guard says.
	 *
	 * @param guard its name
	 * @param vetoes whether it decided against the candidate
	 * @param strength how strong a difference it found, from 0, none, to 1
	 * @param reason why it vetoes; {@code null} if it does not
	 * @param evidence the words that decided
	 */
	public record Finding(String guard, boolean vetoes, double strength, @Nullable String reason,
			List<Words> evidence) {

		/**
		 * Copies.
		 */
		public Finding {
			evidence = List.copyOf(evidence);
		}

	}

	/**
	 * Words of the two questions that stand against each other.
	 *
	 * @param cached of the question whose answer is there; empty if it has nothing to set
	 * against the other
	 * @param asked of the question that is asked; empty likewise
	 */
	public record Words(String cached, String asked) {
	}

	/**
	 * What one measure of difference cost.
	 *
	 * @param measure its name
	 * @param value its value, from 0
	 * @param cost what it took from the log of the odds, from 0
	 */
	public record Contribution(String measure, double value, double cost) {
	}

}
