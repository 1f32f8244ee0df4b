package io.github.claudecache.benchmarks.semantic.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.benchmarks.semantic.score.PairScore;
import io.github.claudecache.benchmarks.semantic.score.TraceScore;

/**
 * One table of everybody on everything.
 */
final class Overview {

	private final PairsPart pairs;

	private final Map<Contender, TraceScore> trace;

	private final List<TracePart.TraceCurve> traceCurves;

	private final boolean traced;

	Overview(Report report) {
		TracePart part = report.trace();
		this.pairs = report.pairs();
		this.traced = part != null;
		this.trace = (part != null) ? part.scores() : Map.of();
		this.traceCurves = (part != null) ? part.curves() : List.of();
	}

	String table() {
		List<String> headings = new ArrayList<>(Figures.OF_PAIRS);
		headings.addAll(this.traced ? Figures.OF_TRACE : List.of());
		FigureTable table = new FigureTable("decided by", headings);
		Set<Contender> contenders = new LinkedHashSet<>(this.pairs.scores().keySet());
		contenders.addAll(this.trace.keySet());
		for (Contender.Kind kind : Contender.Kind.values()) {
			for (Contender contender : contenders) {
				if (contender.kind() == kind) {
					PairScore score = this.pairs.scores().get(contender);
					TraceScore traceScore = this.trace.get(contender);
					row(table, contender.name(), (score != null) ? Figures.of(score) : List.of(),
							(traceScore != null) ? Figures.of(traceScore) : List.of());
				}
			}
		}
		curves(table);
		return table.aligned();
	}

	private void curves(FigureTable table) {
		for (PairCurve curve : this.pairs.curves()) {
			for (int i = 0; i < PairCurve.KEPT.size(); i++) {
				double kept = PairCurve.KEPT.get(i);
				if (Double.isNaN(curve.falseHitsAtKept().get(i))) {
					break;
				}
				row(table,
						String.format(Locale.ROOT, "curve of %s at %.0f %% kept", curve.contender().name(), 100 * kept),
						List.of(Figures.percent(curve.falseHitsAtKept().get(i), 1), "", "", Figures.percent(kept, 1)),
						List.of());
			}
		}
		for (TracePart.TraceCurve curve : this.traceCurves) {
			curve.byBar()
				.forEach((bar, score) -> row(table,
						String.format(Locale.ROOT, "curve of %s at bar %.3f", curve.contender().name(), bar), List.of(),
						Figures.of(score)));
		}
	}

	/** Cells that are missing at the end of either half stay empty. */
	private void row(FigureTable table, String name, List<String> pairs, List<String> trace) {
		List<String> cells = new ArrayList<>(pairs);
		cells.addAll(Collections.nCopies(Figures.OF_PAIRS.size() - pairs.size(), ""));
		if (this.traced) {
			cells.addAll(trace);
			cells.addAll(Collections.nCopies(Figures.OF_TRACE.size() - trace.size(), ""));
		}
		table.row(name, cells);
	}

}
