package io.github.claudecache.benchmarks.semantic.score;

import java.util.List;
import java.util.function.Predicate;

/**
 * The rates of one way to decide about labelled pairs.
 *
 * @param outcomes what became of each pair
 * @param falseHits the share served of the pairs that must miss: the false-hit rate
 * @param kept the share served of the pairs that must hit
 * @since 0.1.0
 */
public record PairScore(List<PairOutcome> outcomes, Rate falseHits, Rate kept) {

	/**
	 * Makes the rates.
	 * @param outcomes what became of each pair
	 * @return the score
	 */
	public static PairScore of(List<PairOutcome> outcomes) {
		return new PairScore(List.copyOf(outcomes), rate(outcomes, (outcome) -> !outcome.same()),
				rate(outcomes, PairOutcome::same));
	}

	/**
	 * The share served of some of the pairs.
	 * @param chosen which ones
	 * @return their rate
	 */
	public Rate served(Predicate<PairOutcome> chosen) {
		return rate(this.outcomes, chosen);
	}

	private static Rate rate(List<PairOutcome> outcomes, Predicate<PairOutcome> chosen) {
		return Rate.of(outcomes.stream()
			.filter(chosen)
			.map((outcome) -> new Observation(outcome.group(), outcome.served()))
			.toList());
	}

}
