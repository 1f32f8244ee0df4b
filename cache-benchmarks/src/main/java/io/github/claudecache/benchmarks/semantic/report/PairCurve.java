package io.github.claudecache.benchmarks.semantic.report;

import java.util.List;

import io.github.claudecache.benchmarks.semantic.chart.Point;

/**
 * What one way to decide does at every bar, on pairs.
 *
 * @param contender the way to decide
 * @param points false-hit rates and what is kept with them, both from 0 to 1
 * @param falseHitsAtKept the false-hit rates at {@link #KEPT}; {@link Double#NaN} where
 * so much is never kept
 * @param keptAtFalseHits what is kept at {@link #FALSE_HITS}
 * @since 0.1.0
 */
public record PairCurve(Contender contender, List<Point> points, List<Double> falseHitsAtKept,
		List<Double> keptAtFalseHits) {

	/** The shares kept that rates are compared at. */
	public static final List<Double> KEPT = List.of(0.5, 0.6, 0.7, 0.8);

	/** The false-hit rates that what is kept is compared at. */
	public static final List<Double> FALSE_HITS = List.of(0.01, 0.02, 0.05);

}
