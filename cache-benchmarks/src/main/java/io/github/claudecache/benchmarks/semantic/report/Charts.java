package io.github.claudecache.benchmarks.semantic.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.claudecache.benchmarks.semantic.chart.Axis;
import io.github.claudecache.benchmarks.semantic.chart.Chart;
import io.github.claudecache.benchmarks.semantic.chart.Point;
import io.github.claudecache.benchmarks.semantic.chart.Tone;
import io.github.claudecache.benchmarks.semantic.report.Contender.Kind;
import io.github.claudecache.benchmarks.semantic.score.PairScore;
import io.github.claudecache.benchmarks.semantic.score.TraceScore;

/**
 * The charts of the report.
 */
final class Charts {

	private Charts() {
	}

	static String of(PairsPart part) {
		Map<Contender, PairScore> scores = part.scores();
		Chart chart = new Chart("Rewordings kept against traps served, on pairs",
				Axis.ofSmallShares("false-hit rate: traps served (square-root scale)",
						scores.values().stream().map((score) -> score.falseHits().value()).toList()),
				new Axis("kept: rewordings served", 0, 1, false));
		for (PairCurve curve : part.curves()) {
			Contender contender = curve.contender();
			chart.line(switch (contender.kind()) {
				case PEER -> "";
				case SHIPPED -> contender.name() + " (dashed)";
				default -> contender.name();
			}, onPairs(contender.kind()), curve.points());
		}
		// Its own points nearly coincide: one of two is labelled.
		boolean twice = scores.keySet().stream().anyMatch((contender) -> contender.kind() == Kind.OUT_OF_FOLD);
		scores.forEach(
				(contender, score) -> chart.mark((twice && contender.kind() == Kind.SHIPPED) ? "" : contender.name(),
						onPairs(contender.kind()), new Point(score.falseHits().value(), score.kept().value())));
		return chart.svg();
	}

	static String of(TracePart part) {
		List<TraceScore> all = Stream
			.concat(part.scores().values().stream(),
					part.curves().stream().flatMap((curve) -> curve.byBar().values().stream()))
			.toList();
		Chart chart = new Chart("Share of the ideal hits against wrong answers, on the trace",
				Axis.ofSmallShares("wrong answers, of all requests (square-root scale)",
						part.scores().values().stream().map((score) -> score.wrong().value()).toList()),
				Axis.ofShares("right answers, of the ideal hits", all.stream().map(TraceScore::shareOfIdeal).toList()));
		part.curves()
			.forEach((curve) -> chart.line(curve.contender().name(), onTrace(curve.contender().kind()),
					curve.byBar().values().stream().map(Charts::point).toList()));
		part.scores()
			.forEach((contender, score) -> chart.mark(contender.name(), onTrace(contender.kind()), point(score)));
		return chart.svg();
	}

	private static Point point(TraceScore score) {
		return new Point(score.wrong().value(), score.shareOfIdeal());
	}

	private static Tone onPairs(Kind kind) {
		return switch (kind) {
			case THRESHOLD -> Tone.PLAIN;
			case PEER -> Tone.OTHERS;
			case SHIPPED -> Tone.ASIDE;
			case OUT_OF_FOLD -> Tone.MAIN;
		};
	}

	/** Nothing is fitted on a trace. */
	private static Tone onTrace(Kind kind) {
		return (kind == Kind.SHIPPED) ? Tone.MAIN : onPairs(kind);
	}

}
