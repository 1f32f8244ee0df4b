package io.github.claudecache.semantic;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a judge found.
 *
 * @param serves whether the answer may be served
 * @param score how likely the answer serves both questions, from 0 to 1
 * @param vetoedBy the guard that decided against it; {@code null} if none did
 * @param findings what was found, in words for a person
 * @since 0.1.0
 */
public record Judgement(boolean serves, double score, @Nullable String vetoedBy, List<String> findings) {

	/** What vetoes in the name of a judge that has failed. */
	static final String FAILED = "judge-failed";

	/**
	 * Creates a judgement.
	 * @throws IllegalArgumentException if it serves what a guard has vetoed, or the score
	 * is not a number from 0 to 1
	 */
	public Judgement {
		if (serves && vetoedBy != null) {
			throw new IllegalArgumentException("What " + vetoedBy + " has vetoed must not be served");
		}
		if (!(score >= 0 && score <= 1)) {
			throw new IllegalArgumentException("The score must be from 0 to 1 but is " + score);
		}
		findings = List.copyOf(findings);
	}

}
