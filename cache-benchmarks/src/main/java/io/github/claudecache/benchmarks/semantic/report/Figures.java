package io.github.claudecache.benchmarks.semantic.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.claudecache.benchmarks.semantic.score.Interval;
import io.github.claudecache.benchmarks.semantic.score.PairScore;
import io.github.claudecache.benchmarks.semantic.score.Rate;
import io.github.claudecache.benchmarks.semantic.score.Service;
import io.github.claudecache.benchmarks.semantic.score.TraceScore;

/**
 * Figures as the cells of tables. Shares are in percent, without the sign.
 */
final class Figures {

	static final List<String> OF_PAIRS = List.of("FHR %", "Wilson", "by group", "kept %", "Wilson", "by group");

	static final List<String> OF_TRACE = List.of("wrong/request %", "Wilson", "by class", "wrong/hit %", "ideal %",
			"leaks", "other locale", "stale");

	private Figures() {
	}

	static List<String> of(PairScore score) {
		List<String> cells = new ArrayList<>();
		for (Rate rate : List.of(score.falseHits(), score.kept())) {
			cells.add(percent(rate.value(), 1));
			cells.add(interval(rate.wilson(), 1));
			cells.add(interval(rate.byGroup(), 1));
		}
		return cells;
	}

	static List<String> of(TraceScore score) {
		Rate wrong = score.wrong();
		return List.of(percent(wrong.value(), 2), interval(wrong.wilson(), 2), interval(wrong.byGroup(), 2),
				percent(score.wrongPerHit(), 2), percent(score.shareOfIdeal(), 1),
				String.valueOf(score.count(Service.LEAK)), String.valueOf(score.otherLocale()),
				String.valueOf(score.count(Service.STALE)));
	}

	static List<String> kinds(TraceScore score) {
		return Stream
			.concat(Stream.of(Service.RIGHT, Service.FALSE, Service.ARGUABLE, Service.STALE, Service.LEAK)
				.map((service) -> String.valueOf(score.count(service))),
					Stream.of(percent(score.surelyWrongPerRequest(), 2)))
			.toList();
	}

	/** A rate and Wilson's interval in one cell. */
	static String withInterval(Rate rate) {
		return (rate.count() > 0) ? percent(rate.value(), 1) + " (" + interval(rate.wilson(), 0) + ")" : "";
	}

	static String percent(double share, int decimals) {
		return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", 100 * share);
	}

	private static String interval(Interval interval, int decimals) {
		return percent(interval.low(), decimals) + "-" + percent(interval.high(), decimals);
	}

}
