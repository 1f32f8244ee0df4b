package io.github.claudecache.benchmarks.semantic.report;

import java.util.List;
import java.util.Map;

import io.github.claudecache.benchmarks.semantic.score.PairOutcome;
import io.github.claudecache.benchmarks.semantic.score.PairScore;

/**
 * What was measured on pairs.
 *
 * @param source where the pairs are from
 * @param scores the decisions of each contender, in the order of the report
 * @param detailed those of them that are shown by family and by hazard
 * @param curves what contenders do at every bar
 * @since 0.1.0
 */
public record PairsPart(String source, Map<Contender, PairScore> scores, List<Contender> detailed,
		List<PairCurve> curves) {

	/** Every contender has decided about the same pairs. */
	List<PairOutcome> outcomes() {
		return this.scores.values().iterator().next().outcomes();
	}

}
