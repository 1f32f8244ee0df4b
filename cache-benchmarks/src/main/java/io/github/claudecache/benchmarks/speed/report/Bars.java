package io.github.claudecache.benchmarks.speed.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Holds measurements against what is promised.
 *
 * @since 0.1.0
 */
public final class Bars {

	private static final String OURS = "claude-cache";

	private static final String BARE_GET = "bare-get";

	private static final String BARE_SET = "bare-set";

	private static final List<String> PEERS = List.of("spring-cache", "jetcache", "redisson");

	private static final double ONE_THREAD = 1.5;

	private static final double MANY_THREADS = 2;

	private static final double INVALIDATION = 2;

	// A million entries may not make the call slower than the noise of a single call.
	private static final double FLAT = 1.5;

	private static final double STALL_MILLIS = 5;

	private final Comparisons comparisons;

	private Bars(List<Measurement> measurements) {
		this.comparisons = new Comparisons(measurements);
	}

	/**
	 * Holds measurements against what is promised.
	 * @param measurements all measurements of a run
	 * @return the bars for which something was measured
	 */
	public static List<Bar> of(List<Measurement> measurements) {
		Bars bars = new Bars(measurements);
		List<Bar> all = new ArrayList<>();
		bars.hits("-1t", ONE_THREAD).ifPresent(all::add);
		bars.hits("-8t", MANY_THREADS).ifPresent(all::add);
		bars.hits("-64t", MANY_THREADS).ifPresent(all::add);
		PEERS.forEach((peer) -> bars.aheadOf(peer).ifPresent(all::add));
		bars.bareSet().ifPresent(all::add);
		bars.flat().ifPresent(all::add);
		bars.stall().ifPresent(all::add);
		return all;
	}

	private Optional<Bar> hits(String threads, double bound) {
		return this.comparisons.worst((name) -> name.endsWith(threads), (ours) -> ratio(ours, BARE_GET))
			.map((worst) -> new Bar("hit, threads: " + threads.substring(1, threads.length() - 1) + "; median at most "
					+ number(bound) + " times the bare GET", worst.text(" times"), worst.value() <= bound));
	}

	private Optional<Bar> aheadOf(String peer) {
		return this.comparisons.worst((name) -> name.startsWith("hit-"), (ours) -> ratio(ours, peer))
			.map((worst) -> new Bar("hit: median below that of " + peer, worst.text(" times"), worst.value() < 1));
	}

	private Optional<Bar> bareSet() {
		return this.comparisons.worst((name) -> name.startsWith("invalidate-"), (ours) -> ratio(ours, BARE_SET))
			.map((worst) -> new Bar("invalidation: median at most " + number(INVALIDATION) + " times a bare SET",
					worst.text(" times"), worst.value() <= INVALIDATION));
	}

	private Optional<Bar> flat() {
		List<Measurement> ours = this.comparisons.of(OURS, (name) -> name.startsWith("invalidate-"));
		if (ours.size() < 2) {
			return Optional.empty();
		}
		Measurement fewest = ours.get(0);
		Measurement most = ours.get(ours.size() - 1);
		double growth = most.p50Micros() / fewest.p50Micros();
		return Optional.of(new Bar(
				"invalidation: flat, the median with most entries at most " + number(FLAT) + " times that with fewest",
				number(growth) + " times", growth <= FLAT));
	}

	private Optional<Bar> stall() {
		return this.comparisons
			.worst((name) -> name.startsWith("invalidate-"),
					(ours) -> ours.extra("worstStallMillis") - ours.extra("idleWorstStallMillis"))
			.map((worst) -> new Bar(
					"invalidation: another client waits at most " + number(STALL_MILLIS) + " ms longer than without",
					worst.text(" ms"), worst.value() <= STALL_MILLIS));
	}

	private double ratio(Measurement ours, String side) {
		return this.comparisons.ratio(ours, side);
	}

	private static String number(double number) {
		return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
	}

	/**
	 * Measurements of one case beside each other.
	 */
	private record Comparisons(List<Measurement> measurements) {

		List<Measurement> of(String side, Predicate<String> names) {
			return this.measurements.stream()
				.filter((measurement) -> measurement.side().equals(side) && names.test(measurement.name()))
				.toList();
		}

		double ratio(Measurement ours, String side) {
			return of(side, ours.name()::equals).stream()
				.mapToDouble((other) -> ours.p50Micros() / other.p50Micros())
				.findFirst()
				.orElse(Double.NaN);
		}

		Optional<Worst> worst(Predicate<String> names, ToDoubleFunction<Measurement> figure) {
			return of(OURS, names).stream()
				.map((ours) -> new Worst(ours.name(), figure.applyAsDouble(ours)))
				.filter((found) -> !Double.isNaN(found.value()))
				.max(Comparator.comparingDouble(Worst::value));
		}

	}

	private record Worst(String name, double value) {

		String text(String unit) {
			return number(this.value) + unit + " (" + this.name + ")";
		}

	}

}
