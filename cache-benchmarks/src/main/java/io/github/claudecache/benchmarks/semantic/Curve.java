package io.github.claudecache.benchmarks.semantic;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Margins of rows that were not fitted on, read as a curve of right answers kept against
 * wrong answers served.
 *
 * @param examples the rows
 * @param margins a margin for each row; rows without one are left out
 */
record Curve(Examples examples, double[] margins) {

	/**
	 * The margin at which a share of the pairs with the same answer is kept.
	 * @param kept the share, from 0 to 1
	 * @return the margin
	 */
	double barKeeping(double kept) {
		double[] sorted = sorted((row) -> this.examples.same(row));
		return sorted[(int) Math.min(sorted.length - 1, Math.round((1 - kept) * sorted.length))];
	}

	double kept(double bar) {
		return share(bar, (row) -> this.examples.same(row));
	}

	double served(double bar) {
		return share(bar, (row) -> !this.examples.same(row));
	}

	double served(double bar, String family) {
		return share(bar, (row) -> !this.examples.same(row) && this.examples.pairs().get(row).family().equals(family));
	}

	double kept(double bar, String family) {
		return share(bar, (row) -> this.examples.same(row) && this.examples.pairs().get(row).family().equals(family));
	}

	private double share(double bar, IntPredicate chosen) {
		return rows(chosen).mapToDouble((row) -> (this.margins[row] >= bar) ? 1 : 0).average().orElse(Double.NaN);
	}

	private double[] sorted(IntPredicate chosen) {
		double[] sorted = rows(chosen).mapToDouble((row) -> this.margins[row]).toArray();
		Arrays.sort(sorted);
		return sorted;
	}

	private IntStream rows(IntPredicate chosen) {
		return IntStream.range(0, this.margins.length).filter((row) -> !Double.isNaN(this.margins[row])).filter(chosen);
	}

}
