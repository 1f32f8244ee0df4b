package io.github.claudecache.semantic;

import org.jspecify.annotations.Nullable;

/**
 * What a judge found.
 *
 * @param ruling whether the answer may be served
 * @param score how likely the answer serves both questions, from 0 to 1
 * @param vetoedBy the guard that decided against it; {@code null} if none did
 * @since 0.1.0
 */
public record Judgement(Ruling ruling, double score, @Nullable String vetoedBy) {

	/** What vetoes in the name of a judge that has failed. */
	static final String FAILED = "judge-failed";

	/**
	 * Creates a judgement.
	 * @throws IllegalArgumentException if what a guard has vetoed could be served, or the
	 * score is not a number from 0 to 1
	 */
	public Judgement {
		if (ruling != Ruling.DIFFERENT && vetoedBy != null) {
			throw new IllegalArgumentException("What " + vetoedBy + " has vetoed must not be served");
		}
		if (!(score >= 0 && score <= 1)) {
			throw new IllegalArgumentException("The score must be from 0 to 1 but is " + score);
		}
	}

	/**
	 * Whether the answer may be served without asking a verifier.
	 * @return whether
	 */
	public boolean serves() {
		return this.ruling == Ruling.SAME;
	}

	/**
	 * What can be said of two questions.
	 */
	public enum Ruling {

		/** One answer serves both. */
		SAME,

		/** It is served only if a verifier says that it serves both. */
		UNSURE,

		/** It is not served, whatever anybody says. */
		DIFFERENT

	}

}
