package io.github.claudecache.benchmarks.semantic;

import java.util.List;

/**
 * Makes probabilities of margins: a logistic curve through the margins out of fold.
 *
 * @param slope the factor
 * @param offset the summand
 */
record Calibration(double slope, double offset) {

	private static final int NEWTON_STEPS = 30;

	private static final int BINS = 10;

	static Calibration of(List<Curve> curves) {
		double slope = 1;
		double offset = 0;
		for (int step = 0; step < NEWTON_STEPS; step++) {
			double g0 = 0;
			double g1 = 0;
			double h00 = 1e-9;
			double h01 = 0;
			double h11 = 1e-9;
			for (Curve curve : curves) {
				for (int row = 0; row < curve.margins().length; row++) {
					double margin = curve.margins()[row];
					if (Double.isFinite(margin)) {
						double probability = logistic(slope * margin + offset);
						double error = probability - (curve.examples().same(row) ? 1 : 0);
						double weight = probability * (1 - probability);
						g0 += error;
						g1 += error * margin;
						h00 += weight;
						h01 += weight * margin;
						h11 += weight * margin * margin;
					}
				}
			}
			double determinant = h00 * h11 - h01 * h01;
			offset -= (h11 * g0 - h01 * g1) / determinant;
			slope -= (h00 * g1 - h01 * g0) / determinant;
		}
		return new Calibration(slope, offset);
	}

	double probability(double margin) {
		return logistic(this.slope * margin + this.offset);
	}

	/**
	 * How far the probabilities are from the shares they stand for.
	 * @param curves margins out of fold
	 * @return the largest difference of ten equal bins, from 0 to 1
	 */
	double largestGap(List<Curve> curves) {
		double[] predicted = new double[BINS];
		double[] seen = new double[BINS];
		int[] counts = new int[BINS];
		for (Curve curve : curves) {
			for (int row = 0; row < curve.margins().length; row++) {
				if (Double.isFinite(curve.margins()[row])) {
					double probability = probability(curve.margins()[row]);
					int bin = Math.min(BINS - 1, (int) (probability * BINS));
					predicted[bin] += probability;
					seen[bin] += curve.examples().same(row) ? 1 : 0;
					counts[bin]++;
				}
			}
		}
		double gap = 0;
		for (int bin = 0; bin < BINS; bin++) {
			if (counts[bin] > 0) {
				gap = Math.max(gap, Math.abs(predicted[bin] - seen[bin]) / counts[bin]);
			}
		}
		return gap;
	}

	private static double logistic(double value) {
		return 1 / (1 + Math.exp(-value));
	}

}
