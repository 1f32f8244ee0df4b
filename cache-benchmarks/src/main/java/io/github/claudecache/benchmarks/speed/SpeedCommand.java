package io.github.claudecache.benchmarks.speed;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.claudecache.benchmarks.Command;
import io.github.claudecache.benchmarks.speed.hit.HitPlan;
import io.github.claudecache.benchmarks.speed.hit.HitRun;
import io.github.claudecache.benchmarks.speed.invalidation.InvalidationPlan;
import io.github.claudecache.benchmarks.speed.invalidation.InvalidationRun;
import io.github.claudecache.benchmarks.speed.report.Bars;
import io.github.claudecache.benchmarks.speed.report.Measurement;
import io.github.claudecache.benchmarks.speed.report.MeasurementFile;
import io.github.claudecache.benchmarks.speed.report.PerformancePage;
import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;

/**
 * Measures hits beside peers, and invalidation beside what it replaces, on a real Redis.
 *
 * @since 0.1.0
 */
public final class SpeedCommand implements Command {

	private static final int FAILURE = 1;

	private final PrintStream out;

	/**
	 * Creates the command.
	 * @param out where progress, results and problems are printed
	 */
	public SpeedCommand(PrintStream out) {
		this.out = out;
	}

	@Override
	public String name() {
		return "speed";
	}

	@Override
	public String summary() {
		return "measures hits beside peers, and invalidation: " + SpeedOptions.USAGE;
	}

	@Override
	public int run(String[] arguments) throws IOException {
		SpeedOptions options;
		try {
			options = SpeedOptions.parse(arguments);
		}
		catch (IllegalArgumentException ex) {
			this.out.println(ex.getMessage());
			this.out.println("Usage: java -jar benchmarks.jar " + SpeedOptions.USAGE);
			return FAILURE;
		}
		try (MeasuredRedis redis = MeasuredRedis.connect(options.redis())) {
			measure(options, redis);
			return 0;
		}
		catch (IllegalStateException ex) {
			this.out.println(ex.getMessage());
			return FAILURE;
		}
	}

	private void measure(SpeedOptions options, MeasuredRedis redis) throws IOException {
		HitPlan hits = options.quick() ? HitPlan.quick() : HitPlan.full();
		InvalidationPlan invalidations = options.quick() ? InvalidationPlan.quick() : InvalidationPlan.full();
		double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		List<Measurement> measurements = new ArrayList<>();
		measurements.addAll(new HitRun(hits, this.out::println).measure(redis));
		measurements.addAll(new InvalidationRun(invalidations, this.out::println).measure(redis));
		if (options.json() != null) {
			MeasurementFile.write(options.json(), measurements);
		}
		if (options.page() != null) {
			new PerformancePage(measurements).write(options.page(), redis.info("redis_version"),
					method(hits, invalidations, load));
		}
		measurements.forEach((measurement) -> this.out.println(measurement.fields()));
		Bars.of(measurements).forEach(this.out::println);
	}

	// By the names of their places in the text of the page.
	private static Map<String, String> method(HitPlan hits, InvalidationPlan invalidations, double load) {
		return Map.of("load", String.format(Locale.ROOT, "%.1f", load), "warmUp",
				String.valueOf(hits.warmUp().toSeconds()), "slice", String.valueOf(hits.slice().toMillis()), "rounds",
				String.valueOf(hits.rounds()), "exchanges", String.valueOf(hits.exchanges()), "patience",
				String.valueOf(InvalidationPlan.CALL_PATIENCE.toSeconds()));
	}

}
