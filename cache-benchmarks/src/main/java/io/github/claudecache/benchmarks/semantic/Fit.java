package io.github.claudecache.benchmarks.semantic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.claudecache.judgement.score.MonotoneModel;
import io.github.claudecache.judgement.score.MonotoneModel.Part;

/**
 * Fits a monotone additive model: logistic regression on the features and on their steps,
 * with a ridge, under the condition that no weight is below 0. By accelerated projected
 * gradient; deterministic.
 *
 * @param ridge the penalty on the squares of the weights
 * @param steps whether steps are used beside the features themselves
 */
record Fit(double ridge, boolean steps) {

	private static final int ITERATIONS = 300;

	private static final double CONVERGED = 5e-4;

	private static final int FEW_VALUES = 6;

	private static final int QUANTILES = 10;

	MonotoneModel fit(Examples examples, int[] rows) {
		List<Column> columns = columns(examples, rows);
		SparseRow[] design = new SparseRow[rows.length];
		double[] labels = new double[rows.length];
		for (int i = 0; i < rows.length; i++) {
			labels[i] = examples.same(rows[i]) ? 1 : 0;
			design[i] = SparseRow.of(columns, examples.features()[rows[i]]);
		}
		double[] weights = descend(design, labels, columns.size());
		List<Part> parts = new ArrayList<>();
		for (int j = 0; j < columns.size(); j++) {
			Column column = columns.get(j);
			if (weights[j + 1] > 1e-4) {
				parts.add(new Part(column.feature, column.step, weights[j + 1] / column.scale));
			}
		}
		return new MonotoneModel(weights[0], parts);
	}

	private List<Column> columns(Examples examples, int[] rows) {
		List<Column> columns = new ArrayList<>();
		int features = examples.features()[0].length;
		for (int feature = 0; feature < features; feature++) {
			double[] values = new double[rows.length];
			for (int i = 0; i < rows.length; i++) {
				values[i] = examples.features()[rows[i]][feature];
			}
			Arrays.sort(values);
			double deviation = deviation(values);
			if (deviation == 0) {
				continue;
			}
			columns.add(new Column(feature, Part.LINEAR, deviation));
			if (this.steps) {
				for (double step : stepsOf(values)) {
					columns.add(new Column(feature, step, 1));
				}
			}
		}
		return columns;
	}

	private static double[] stepsOf(double[] sorted) {
		double[] distinct = Arrays.stream(sorted).distinct().toArray();
		if (distinct.length <= FEW_VALUES) {
			double[] between = new double[distinct.length - 1];
			for (int i = 0; i < between.length; i++) {
				between[i] = (distinct[i] + distinct[i + 1]) / 2;
			}
			return between;
		}
		double[] quantiles = new double[QUANTILES - 1];
		for (int i = 1; i < QUANTILES; i++) {
			quantiles[i - 1] = sorted[i * (sorted.length - 1) / QUANTILES];
		}
		return Arrays.stream(quantiles).distinct().toArray();
	}

	private static double deviation(double[] values) {
		double mean = Arrays.stream(values).average().orElse(0);
		return Math.sqrt(Arrays.stream(values).map((value) -> (value - mean) * (value - mean)).average().orElse(0));
	}

	/** The first weight is the intercept; the others are taken from it. */
	private double[] descend(SparseRow[] design, double[] labels, int columns) {
		double step = 1 / (largestCurvature(design, columns) / 4 + this.ridge);
		double[] weights = new double[columns + 1];
		double[] ahead = new double[columns + 1];
		double momentum = 1;
		for (int iteration = 0; iteration < ITERATIONS; iteration++) {
			double[] gradient = gradient(design, labels, ahead);
			double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
			double turn = 0;
			double change = 0;
			double[] moved = new double[columns + 1];
			for (int j = 0; j <= columns; j++) {
				double value = ahead[j] - step * gradient[j];
				moved[j] = (j == 0) ? value : Math.max(0, value);
				change = Math.max(change, Math.abs(moved[j] - weights[j]));
				turn += (ahead[j] - moved[j]) * (moved[j] - weights[j]);
			}
			// A start from rest where the momentum points uphill.
			next = (turn > 0) ? 1 : next;
			for (int j = 0; j <= columns; j++) {
				ahead[j] = moved[j] + ((turn > 0) ? 0 : (momentum - 1) / next) * (moved[j] - weights[j]);
			}
			weights = moved;
			momentum = next;
			if (change < CONVERGED) {
				break;
			}
		}
		return weights;
	}

	private double[] gradient(SparseRow[] design, double[] labels, double[] weights) {
		double[] gradient = new double[weights.length];
		for (int i = 0; i < design.length; i++) {
			double margin = weights[0] - design[i].dot(weights);
			double error = 1 / (1 + Math.exp(-margin)) - labels[i];
			gradient[0] += error;
			design[i].add(-error, gradient);
		}
		for (int j = 1; j < weights.length; j++) {
			gradient[j] += this.ridge * weights[j];
		}
		return gradient;
	}

	/** The largest eigenvalue of the design's square, by power iteration. */
	private static double largestCurvature(SparseRow[] design, int columns) {
		double[] vector = new double[columns + 1];
		Arrays.fill(vector, 1);
		double length = 1;
		for (int iteration = 0; iteration < 20; iteration++) {
			double[] product = new double[columns + 1];
			for (SparseRow row : design) {
				double dot = vector[0] + row.dot(vector);
				product[0] += dot;
				row.add(dot, product);
			}
			length = Math.sqrt(Arrays.stream(product).map((value) -> value * value).sum());
			for (int j = 0; j <= columns; j++) {
				vector[j] = product[j] / length;
			}
		}
		return length * 1.05;
	}

	/**
	 * A row of the design, most of which is 0.
	 */
	private record SparseRow(int[] columns, double[] values) {

		static SparseRow of(List<Column> columns, double[] features) {
			int[] positions = new int[columns.size()];
			double[] values = new double[columns.size()];
			int count = 0;
			for (int j = 0; j < positions.length; j++) {
				double value = columns.get(j).value(features);
				if (value != 0) {
					positions[count] = j + 1;
					values[count++] = value;
				}
			}
			return new SparseRow(Arrays.copyOf(positions, count), Arrays.copyOf(values, count));
		}

		double dot(double[] weights) {
			double sum = 0;
			for (int k = 0; k < this.columns.length; k++) {
				sum += this.values[k] * weights[this.columns[k]];
			}
			return sum;
		}

		void add(double factor, double[] target) {
			for (int k = 0; k < this.columns.length; k++) {
				target[this.columns[k]] += factor * this.values[k];
			}
		}

	}

	/**
	 * A column of the design.
	 */
	private record Column(int feature, double step, double scale) {

		double value(double[] features) {
			double value = features[this.feature];
			if (this.step < 0) {
				return value / this.scale;
			}
			return (value > this.step) ? 1 : 0;
		}

	}

}
