package io.github.claudecache.benchmarks.speed.invalidation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.claudecache.benchmarks.speed.report.Measurement;
import org.HdrHistogram.Histogram;

/**
 * The episodes of one side with one number of entries. Of the longest times of the
 * episodes it takes the median: one pause of the measuring process must not decide.
 */
final class Series {

	private static final int DIGITS = 3;

	private static final double NANOS_PER_MILLI = 1e6;

	private final List<Episode> episodes = new ArrayList<>();

	private final Histogram calls = new Histogram(DIGITS);

	void add(Duration call) {
		this.calls.recordValue(call.toNanos());
	}

	void add(Episode episode) {
		add(episode.call());
		this.episodes.add(episode);
	}

	Measurement measurement(String name, String side) {
		Map<String, Number> extras = new LinkedHashMap<>();
		extras.put("repetitions", this.calls.getTotalCount());
		if (!this.episodes.isEmpty()) {
			extras.put("worstStallMillis", medianMillis(Episode::stall));
			extras.put("idleWorstStallMillis", medianMillis(Episode::idleStall));
			extras.put("sweepMillis", medianMillis(Episode::sweep));
			extras.put("givenUp", this.episodes.stream().filter((episode) -> !episode.ended()).count());
		}
		return Measurement.of(name, side, this.calls, 1e9 / this.calls.getMean(), extras);
	}

	private double medianMillis(Function<Episode, Duration> figure) {
		long[] sorted = this.episodes.stream().map(figure).mapToLong(Duration::toNanos).sorted().toArray();
		int middle = sorted.length / 2;
		double nanos = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
		return Measurement.rounded(nanos / NANOS_PER_MILLI);
	}

}
