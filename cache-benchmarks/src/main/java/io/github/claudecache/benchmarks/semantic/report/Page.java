package io.github.claudecache.benchmarks.semantic.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.claudecache.benchmarks.semantic.score.PairOutcome;
import io.github.claudecache.benchmarks.semantic.score.TraceScore;

/**
 * The page of the documentation.
 */
final class Page {

	private final Report report;

	Page(Report report) {
		this.report = report;
	}

	String markdown() {
		StringBuilder page = new StringBuilder(
				"""
						# The false-hit report

						How often a cache serves the answer to another question, and what it still serves. Every figure and every
						chart is from one run of

						""");
		page.append("    ").append(String.join(" \\\n      ", this.report.command())).append("\n\n");
		this.report.notes().forEach((note) -> page.append("* ").append(note).append('\n'));
		page.append(this.report.notes().isEmpty() ? "" : "\n");
		pairs(page, this.report.pairs());
		TracePart trace = this.report.trace();
		if (trace != null) {
			trace(page, trace);
		}
		page.append(reading());
		return page.toString();
	}

	private void pairs(StringBuilder page, PairsPart part) {
		List<PairOutcome> outcomes = part.outcomes();
		page.append(String.format(Locale.ROOT,
				"""
						## On pairs

						%s: %d pairs, of which %d must hit and %d must miss, in %d groups that share a question. A pair must hit if the
						answer to one question, word for word, is right and complete for the other. FHR is the share served of the pairs
						that must miss, kept the share served of those that must hit.

						![Kept against the false-hit rate](%s)

						""",
				part.source(), outcomes.size(), outcomes.stream().filter(PairOutcome::same).count(),
				outcomes.stream().filter((outcome) -> !outcome.same()).count(),
				outcomes.stream().map(PairOutcome::group).distinct().count(), Report.PAIRS_CHART));
		FigureTable table = new FigureTable("decided by", Figures.OF_PAIRS);
		part.scores().forEach((contender, score) -> table.row(contender.name(), Figures.of(score)));
		page.append(table.markdown());
		page.append(
				"\nAt other bars: the false-hit rate where so much is kept, and what is kept at so low a rate.\n\n");
		page.append(curves(part.curves()).markdown()).append('\n');
		page.append(new Breakdown(part).markdown());
	}

	private static FigureTable curves(List<PairCurve> curves) {
		List<String> headings = new ArrayList<>();
		PairCurve.KEPT.forEach((kept) -> headings.add("FHR % at " + Figures.percent(kept, 0) + " % kept"));
		PairCurve.FALSE_HITS.forEach((rate) -> headings.add("kept % at " + Figures.percent(rate, 0) + " % FHR"));
		FigureTable table = new FigureTable("curve of", headings);
		for (PairCurve curve : curves) {
			table.row(curve.contender().name(),
					Stream.concat(curve.falseHitsAtKept().stream(), curve.keptAtFalseHits().stream())
						.map((share) -> Figures.percent(share, 1))
						.toList());
		}
		return table;
	}

	private static void trace(StringBuilder page, TracePart part) {
		TraceScore any = part.scores().values().iterator().next();
		page.append(String.format(Locale.ROOT,
				"""
						## On a trace

						%s: %,d requests in their order, with tenant and locale, and %d updates of sources between them, each as an
						invalidation of the source's tag. The same answer had been right before for %,d of the requests: these are the
						ideal hits, and `ideal %%` is the share of them that was served the right answer.

						![Share of the ideal hits against wrong answers](%s)

						""",
				part.source(), any.requests(), part.updates(), any.ideal(), Report.TRACE_CHART));
		FigureTable table = new FigureTable("served by", Figures.OF_TRACE);
		part.scores().forEach((contender, score) -> table.row(contender.name(), Figures.of(score)));
		page.append(table.markdown());
		page.append("\nWrong, in requests: what came of each, and the rate without what people may argue about.\n\n");
		FigureTable kinds = new FigureTable("served by", List.of("right", "another question", "an overlapping class",
				"stale", "another tenant", "surely wrong/request %"));
		part.scores().forEach((contender, score) -> kinds.row(contender.name(), Figures.kinds(score)));
		page.append(kinds.markdown());
		page.append("\nA replay for each bar:\n\n");
		FigureTable bars = new FigureTable("bar", Figures.OF_TRACE);
		for (TracePart.TraceCurve curve : part.curves()) {
			curve.byBar()
				.forEach((bar, score) -> bars.row(String.format(Locale.ROOT, "%s, %.3f", curve.contender().name(), bar),
						Figures.of(score)));
		}
		page.append(bars.markdown()).append('\n');
	}

	private String reading() {
		return """
				## How it was measured

				* *cosine* serves the nearest question whose cosine reaches the threshold: through the same cache, by the same
				  embedder (%s), of the questions as they were asked, without guards and without a score.
				* *ours, strict* and the other presets are the cache with its production configuration and the weights that it
				  ships. Where these pairs were fitted on, that is a figure in sample. On pairs a fresh cache holds the answer to
				  one question and is asked the other, in both orders; a pair counts once, with the mean of its two orders. The
				  curve is of the scores that were seen on the way.
				* *out of fold* is the score fitted anew on four fifths of the groups and asked about the last fifth, with the
				  guards as they are; the kind of model is chosen inside each fold. A pair counts once, with the mean of its two
				  orders and of ten fixed seeds of folds. The bar of a preset is the lowest at which the mean false-hit rate is
				  the preset's or less: that rate is chosen, and what is measured is how much is kept. Nothing is asked of a
				  cache here, so that the search, which leaves out what is far away, has no part in it.
				* Nobody can write guards without looking at pairs, so on questions that nobody has seen expect a higher rate than
				  either: [how much higher](false-hits.md#what-is-only-measured).
				* A peer's decisions are read from a file, and are about the pairs in the order of their file only. Where they
				  come with scores, the peer's curve serves what it serves and has at least a score.
				* Intervals are at 95 %%. *Wilson* takes each pair, or request, for independent of all others. *By group* and *by
				  class* resample the groups of pairs that share a question, or the classes of what is asked, 1000 times with a
				  fixed seed.
				* *wrong/request* and *wrong/hit* count every answer whose key is not that of the request: of another tenant, of
				  an older version of the source, to another question, and to one of an overlapping class. *other locale* counts
				  answers that were given in another locale, right or wrong.
				"""
			.formatted(this.report.embedder());
	}

}
