package io.github.claudecache.benchmarks.semantic.report;

import java.util.List;
import java.util.Map;

import io.github.claudecache.benchmarks.semantic.score.TraceScore;

/**
 * What was measured on a trace.
 *
 * @param source where the requests and the updates are from
 * @param updates how many updates were replayed between the requests
 * @param scores each contender, in the order of the report
 * @param curves what contenders do at some bars
 * @since 0.1.0
 */
public record TracePart(String source, int updates, Map<Contender, TraceScore> scores, List<TraceCurve> curves) {

	/**
	 * Replays of one contender.
	 *
	 * @param contender the contender
	 * @param byBar what came of each bar, the highest first
	 * @since 0.1.0
	 */
	public record TraceCurve(Contender contender, Map<Double, TraceScore> byBar) {
	}

}
