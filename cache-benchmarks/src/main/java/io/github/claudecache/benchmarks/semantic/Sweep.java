package io.github.claudecache.benchmarks.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.claudecache.benchmarks.semantic.chart.Point;
import io.github.claudecache.benchmarks.semantic.report.Contender;
import io.github.claudecache.benchmarks.semantic.report.PairCurve;

/**
 * Reads curves at many bars.
 *
 * @param curves curves of the same rows, of which the mean is taken
 */
record Sweep(List<Curve> curves) {

	private static final int STEPS = 100;

	/**
	 * A sweep over rows with a margin each.
	 */
	static Sweep of(List<LabelledPair> rows, double[] margins) {
		return new Sweep(List.of(new Curve(new Examples(rows, new double[0][], List.of()), margins)));
	}

	PairCurve curve(Contender contender) {
		List<Point> points = new ArrayList<>();
		for (int step = 1; step < STEPS; step++) {
			Point point = keeping((double) step / STEPS);
			if (!Double.isNaN(point.x())) {
				points.add(point);
			}
		}
		points.add(everything());
		return new PairCurve(contender, points, PairCurve.KEPT.stream().map((kept) -> keeping(kept).x()).toList(),
				PairCurve.FALSE_HITS.stream().map(this::keptAt).toList());
	}

	/** The false-hit rate is not a number where so much is never kept. */
	private Point keeping(double kept) {
		double served = 0;
		double reached = 0;
		for (Curve curve : this.curves) {
			double bar = curve.barKeeping(kept);
			served += (bar == Double.NEGATIVE_INFINITY) ? Double.NaN : curve.served(bar);
			reached += curve.kept(bar);
		}
		return new Point(served / this.curves.size(), reached / this.curves.size());
	}

	/** At the lowest bar that there is. */
	private Point everything() {
		return new Point(mean((curve) -> curve.served(-Double.MAX_VALUE)),
				mean((curve) -> curve.kept(-Double.MAX_VALUE)));
	}

	private double keptAt(double falseHitRate) {
		double bar = Training.lowestBar(this.curves, falseHitRate);
		return mean((curve) -> curve.kept(bar));
	}

	private double mean(ToDoubleFunction<Curve> measure) {
		return this.curves.stream().mapToDouble(measure).average().orElseThrow();
	}

}
