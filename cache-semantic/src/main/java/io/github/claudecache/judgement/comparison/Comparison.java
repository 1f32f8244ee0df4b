package io.github.claudecache.judgement.comparison;

import io.github.claudecache.judgement.language.AnalyzedQuestion;

/**
 * A cached question, the asked one, and how similar they are. Immutable; made once for
 * each candidate and read by all guards and the score.
 *
 * @since 0.1.0
 */
public final class Comparison {

	/** Single precision rounds. */
	private static final double LARGEST = 1.01;

	private final AnalyzedQuestion cached;

	private final AnalyzedQuestion asked;

	private final double cosine;

	private final Alignment alignment;

	/**
	 * Puts two questions side by side.
	 * @param cached the question whose answer is kept
	 * @param asked the question that is asked
	 * @param cosine the similarity of their canonical forms, from -1 to 1
	 */
	public Comparison(AnalyzedQuestion cached, AnalyzedQuestion asked, double cosine) {
		if (!(Math.abs(cosine) <= LARGEST)) {
			throw new IllegalArgumentException("A cosine is from -1 to 1, not " + cosine);
		}
		this.cached = cached;
		this.asked = asked;
		this.cosine = cosine;
		this.alignment = new Alignment(cached.terms(), asked.terms());
	}

	/**
	 * The question whose answer is kept.
	 * @return the question
	 */
	public AnalyzedQuestion cached() {
		return this.cached;
	}

	/**
	 * The question that is asked.
	 * @return the question
	 */
	public AnalyzedQuestion asked() {
		return this.asked;
	}

	/**
	 * The similarity of their canonical forms.
	 * @return a cosine
	 */
	public double cosine() {
		return this.cosine;
	}

	/**
	 * Which of their terms stand for each other.
	 * @return the alignment
	 */
	public Alignment alignment() {
		return this.alignment;
	}

}
