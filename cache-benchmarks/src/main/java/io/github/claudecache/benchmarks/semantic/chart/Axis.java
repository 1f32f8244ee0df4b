package io.github.claudecache.benchmarks.semantic.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An axis of shares, which are labelled in percent.
 *
 * @param label what it shows
 * @param low the value at its beginning, from 0 to 1
 * @param high the value at its end, from 0 to 1
 * @param squareRoot whether distances are those of the square roots, which gives small
 * values more room and still has a place for 0
 * @since 0.1.0
 */
public record Axis(String label, double low, double high, boolean squareRoot) {

	/** The roundest first. */
	private static final List<Double> SMALL_STEPS = List.of(0.0, 1.0, 0.1, 0.01, 0.001, 0.5, 0.05, 0.005, 0.2, 0.3, 0.4,
			0.6, 0.8, 0.02, 0.03);

	private static final double STEP = 0.1;

	/** Labels of ticks that are closer run into each other. */
	private static final double APART = 0.055;

	/**
	 * An axis that begins at 0 and has room for small values.
	 * @param label what it shows
	 * @param values what it must reach
	 * @return an axis
	 */
	public static Axis ofSmallShares(String label, List<Double> values) {
		double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(STEP);
		double high = SMALL_STEPS.stream().filter((step) -> step > most).min(Double::compare).orElse(1.0);
		return new Axis(label, 0, high, true);
	}

	/**
	 * An axis with even steps.
	 * @param label what it shows
	 * @param values what it must have room for
	 * @return an axis
	 */
	public static Axis ofShares(String label, List<Double> values) {
		double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
		double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
		return new Axis(label, Math.floor(least / STEP) * STEP, Math.min(1, (Math.floor(most / STEP) + 1) * STEP),
				false);
	}

	boolean covers(double value) {
		return value >= this.low && value <= this.high;
	}

	/** Where a value stands, from 0 at the beginning to 1 at the end. */
	double position(double value) {
		double begin = distance(this.low);
		return (distance(value) - begin) / (distance(this.high) - begin);
	}

	List<Double> ticks() {
		if (!this.squareRoot) {
			return IntStream.rangeClosed((int) Math.round(this.low / STEP), (int) Math.round(this.high / STEP))
				.mapToObj((step) -> step * STEP)
				.toList();
		}
		List<Double> ticks = new ArrayList<>();
		for (double step : SMALL_STEPS) {
			double position = position(step);
			if (covers(step) && ticks.stream().noneMatch((tick) -> Math.abs(position(tick) - position) < APART)) {
				ticks.add(step);
			}
		}
		return ticks;
	}

	private double distance(double value) {
		return this.squareRoot ? Math.sqrt(value) : value;
	}

}
