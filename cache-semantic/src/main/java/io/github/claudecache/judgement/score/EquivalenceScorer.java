package io.github.claudecache.judgement.score;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.GuardFinding;

/**
 * Estimates how likely one answer serves both questions.
 * <p>
 * Implementations are pure and safe for use by many threads, take microseconds and do no
 * I/O. One that throws decides for no.
 *
 * @since 0.1.0
 */
public interface EquivalenceScorer {

	/**
	 * Scores a candidate.
	 * @param comparison the two questions
	 * @param findings what the guards say of it
	 * @return the probability and what it is made of
	 */
	Score score(Comparison comparison, List<GuardFinding> findings);

	/**
	 * The scorer with the shipped weights.
	 * @return the same one each time
	 */
	static EquivalenceScorer standard() {
		return WeightedScorer.STANDARD;
	}

}
