package io.github.claudecache.judgement.comparison;

import io.github.claudecache.judgement.language.AnalyzedQuestion;

/**
 * A cached question, the asked one, and how similar they are. Immutable; made once for
 * each candidate and read by all guards and the score.
 *
 * @since 0.1.0
 */
public final class Comparison {

	private final AnalyzedQuestion cached;

	private final AnalyzedQuestion asked;

	private final Cosines cosines;

	private final Alignment alignment;

	/**
	 * Puts two questions side by side.
	 * @param cached the question whose answer is kept
	 * @param asked the question that is asked
	 * @param cosines their similarities
	 */
	public Comparison(AnalyzedQuestion cached, AnalyzedQuestion asked, Cosines cosines) {
		this.cached = cached;
		this.asked = asked;
		this.cosines = cosines;
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
	 * Their similarities.
	 * @return the cosines
	 */
	public Cosines cosines() {
		return this.cosines;
	}

	/**
	 * Which of their terms stand for each other.
	 * @return the alignment
	 */
	public Alignment alignment() {
		return this.alignment;
	}

}
