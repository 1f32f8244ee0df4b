package io.github.claudecache.benchmarks.semantic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.github.claudecache.judgement.score.MonotoneModel;

/**
 * Fits and tests by groups. Rows that a guard vetoes have the lowest margin there is:
 * they are never served. The kind of model is chosen anew inside each fold, on the rows
 * that the fold fits on.
 */
final class CrossValidation {

	/** Simplest first: where two are equal within noise, the first is taken. */
	static final List<Fit> CANDIDATES = List.of(new Fit(3, false), new Fit(8, true), new Fit(2, true));

	private static final double NOISE = 0.002;

	private static final int FOLDS = 5;

	private static final int INNER_FOLDS = 3;

	private final Examples examples;

	CrossValidation(Examples examples) {
		this.examples = examples;
	}

	int[] rows() {
		return IntStream.range(0, this.examples.size()).toArray();
	}

	/**
	 * Margins out of fold, with the model chosen inside each fold.
	 * @param seed of the folds
	 * @return the curve
	 */
	Curve nested(long seed) {
		double[] margins = new double[this.examples.size()];
		Folds folds = new Folds(this.examples, rows(), FOLDS, seed);
		IntStream.range(0, FOLDS).parallel().forEach((fold) -> {
			int[] fitting = folds.fitting(fold);
			test(choose(fitting, seed).fit(this.examples, fitting), folds.testing(fold), margins);
		});
		return new Curve(this.examples, margins);
	}

	/**
	 * Margins out of fold, with a family's traps left out of the fitting.
	 * @param fit the kind of model
	 * @param family the family that is never fitted on
	 * @param seed of the folds
	 * @return the curve
	 */
	Curve without(Fit fit, String family, long seed) {
		double[] margins = new double[this.examples.size()];
		Folds folds = new Folds(this.examples, rows(), FOLDS, seed);
		IntStream.range(0, FOLDS).parallel().forEach((fold) -> {
			int[] fitting = IntStream.of(folds.fitting(fold))
				.filter((row) -> !this.examples.pairs().get(row).family().equals(family))
				.toArray();
			test(fit.fit(this.examples, fitting), folds.testing(fold), margins);
		});
		return new Curve(this.examples, margins);
	}

	/**
	 * The simplest kind of model within noise of the best one.
	 * @param rows the rows to choose on
	 * @param seed of the folds
	 * @return the kind
	 */
	Fit choose(int[] rows, long seed) {
		double[] rates = CANDIDATES.stream().mapToDouble((fit) -> rate(fit, rows, seed)).toArray();
		double best = Arrays.stream(rates).min().orElseThrow();
		return IntStream.range(0, rates.length)
			.filter((i) -> rates[i] <= best + NOISE)
			.mapToObj(CANDIDATES::get)
			.min(Comparator.comparingInt(CANDIDATES::indexOf))
			.orElseThrow();
	}

	private double rate(Fit fit, int[] rows, long seed) {
		double[] margins = new double[this.examples.size()];
		Arrays.fill(margins, Double.NaN);
		Folds folds = new Folds(this.examples, rows, INNER_FOLDS, seed + 1000);
		for (int fold = 0; fold < INNER_FOLDS; fold++) {
			test(fit.fit(this.examples, folds.fitting(fold)), folds.testing(fold), margins);
		}
		Curve curve = new Curve(this.examples, margins);
		return (curve.served(curve.barKeeping(0.5)) + curve.served(curve.barKeeping(0.6))
				+ curve.served(curve.barKeeping(0.7))) / 3;
	}

	private void test(MonotoneModel model, int[] rows, double[] margins) {
		for (int row : rows) {
			margins[row] = this.examples.vetoes().get(row).isEmpty() ? model.margin(this.examples.features()[row])
					: Double.NEGATIVE_INFINITY;
		}
	}

}
