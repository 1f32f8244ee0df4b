package io.github.claudecache.benchmarks.speed.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.HdrHistogram.Histogram;

/**
 * What one side needed in one case.
 *
 * @param name the name of the case, such as {@code hit-2KB-8t}
 * @param side who was measured
 * @param p50Micros the median time of one operation, microseconds
 * @param p99Micros the time that one operation of a hundred exceeds, microseconds
 * @param opsPerSecond operations per second, those of all threads together
 * @param extras further figures by name
 * @since 0.1.0
 */
public record Measurement(String name, String side, double p50Micros, double p99Micros, double opsPerSecond,
		Map<String, Number> extras) {

	/**
	 * The memory that an answer takes on the server with all that belongs to it, bytes.
	 */
	public static final String BYTES_PER_ENTRY = "bytesPerEntry";

	/**
	 * The part of it that is not under the key of the answer itself, such as index sets,
	 * bytes.
	 */
	public static final String INDEX_BYTES_PER_ENTRY = "indexBytesPerEntry";

	private static final double NANOS_PER_MICRO = 1000;

	private static final double ROUNDING = 100;

	/**
	 * Creates a measurement.
	 */
	public Measurement {
		extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
	}

	/**
	 * A measurement of recorded times.
	 * @param name the name of the case
	 * @param side who was measured
	 * @param nanos the times, nanoseconds
	 * @param opsPerSecond operations per second
	 * @param extras further figures by name
	 * @return the measurement
	 */
	public static Measurement of(String name, String side, Histogram nanos, double opsPerSecond,
			Map<String, Number> extras) {
		return new Measurement(name, side, micros(nanos, 50), micros(nanos, 99), rounded(opsPerSecond), extras);
	}

	/**
	 * What goes into the file.
	 * @return the figures by name, in their order
	 */
	public Map<String, Object> fields() {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("case", this.name);
		fields.put("side", this.side);
		fields.put("p50Micros", this.p50Micros);
		fields.put("p99Micros", this.p99Micros);
		fields.put("opsPerSecond", this.opsPerSecond);
		fields.putAll(this.extras);
		return fields;
	}

	/**
	 * A further figure.
	 * @param extra its name
	 * @return the figure; not a number if there is none of that name
	 */
	public double extra(String extra) {
		Number number = this.extras.get(extra);
		return (number != null) ? number.doubleValue() : Double.NaN;
	}

	/**
	 * A number with as many decimals as are shown.
	 * @param number the number
	 * @return the number with two decimals
	 */
	public static double rounded(double number) {
		return Math.round(number * ROUNDING) / ROUNDING;
	}

	private static double micros(Histogram nanos, double percentile) {
		return rounded(nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO);
	}

}
