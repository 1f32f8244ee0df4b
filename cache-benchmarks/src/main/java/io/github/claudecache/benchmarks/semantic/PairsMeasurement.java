package io.github.claudecache.benchmarks.semantic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.github.claudecache.benchmarks.semantic.Peer.OnPairs;
import io.github.claudecache.benchmarks.semantic.report.Contender;
import io.github.claudecache.benchmarks.semantic.report.Contender.Kind;
import io.github.claudecache.benchmarks.semantic.report.PairCurve;
import io.github.claudecache.benchmarks.semantic.report.PairsPart;
import io.github.claudecache.benchmarks.semantic.score.PairScore;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.QuestionJudge;

/**
 * Lets everybody decide about the pairs.
 */
final class PairsMeasurement {

	private final ReportPairs pairs;

	private final EmbeddingProvider embedder;

	private final Consumer<String> notes;

	private final Map<Contender, PairScore> scores = new LinkedHashMap<>();

	private final List<PairCurve> curves = new ArrayList<>();

	private final List<Contender> detailed = new ArrayList<>();

	PairsMeasurement(ReportPairs pairs, EmbeddingProvider embedder, Consumer<String> notes) {
		this.pairs = pairs;
		this.embedder = embedder;
		this.notes = notes;
	}

	PairsPart measure(List<OnPairs> peers) {
		List<Asked> asked = List.of();
		for (double threshold : Contenders.THRESHOLDS) {
			asked = ask(new CosineJudge(threshold));
			this.scores.put(Contenders.threshold(threshold), score(asked));
		}
		this.curves.add(curve(Contenders.ANY_THRESHOLD, asked));
		peers.forEach(this::peer);
		for (Preset preset : Preset.values()) {
			asked = ask(GuardedJudge.standard(preset));
			add(preset, Contenders.shipped(preset), score(asked));
		}
		this.curves.add(curve(Contenders.ANY_BAR, asked));
		if (this.pairs.enoughToFit()) {
			OutOfFold outOfFold = new OutOfFold(this.pairs, new Embedder());
			for (Preset preset : Preset.values()) {
				add(preset, Contenders.outOfFold(preset), outOfFold.score(preset));
			}
			this.curves.add(outOfFold.sweep().curve(Contenders.ANY_BAR_OUT_OF_FOLD));
		}
		else {
			this.notes
				.accept("There are too few groups of pairs to fit on some and test on others: the figures out of fold"
						+ " are left out.");
		}
		return new PairsPart(this.pairs.source(), this.scores, this.detailed, this.curves);
	}

	private void add(Preset preset, Contender contender, PairScore score) {
		this.scores.put(contender, score);
		if (preset != Preset.LENIENT) {
			this.detailed.add(contender);
		}
	}

	/** Every pair in both orders, each time in a fresh cache. */
	private List<Asked> ask(QuestionJudge judge) {
		List<Asked> asked = new ArrayList<>();
		for (LabelledPair original : this.pairs.pairs()) {
			for (LabelledPair pair : List.of(original, original.reversed())) {
				try (ReplayCache cache = new ReplayCache(this.embedder, judge)) {
					asked.add(new Asked(pair, PairDecision.of(cache, pair)));
				}
			}
		}
		return asked;
	}

	private PairScore score(List<Asked> asked) {
		Map<String, Double> served = new LinkedHashMap<>();
		asked.forEach((row) -> served.merge(row.pair().id(), row.decision().hit() ? 0.5 : 0, Double::sum));
		return PairScore.of(this.pairs.pairs()
			.stream()
			.map((pair) -> this.pairs.outcome(pair, served.getOrDefault(pair.id(), 0.0)))
			.toList());
	}

	private static PairCurve curve(Contender contender, List<Asked> asked) {
		return Sweep
			.of(asked.stream().map(Asked::pair).toList(),
					asked.stream().mapToDouble((row) -> row.decision().margin()).toArray())
			.curve(contender);
	}

	private void peer(OnPairs peer) {
		List<LabelledPair> rows = this.pairs.pairs();
		long decided = rows.stream().filter((pair) -> peer.hits().containsKey(pair.id())).count();
		if (decided == 0) {
			this.notes.accept(peer.name() + " has decided about none of these pairs, and is left out of that part.");
			return;
		}
		if (decided < rows.size()) {
			this.notes.accept(
					String.format(Locale.ROOT, "%s has decided about %d of %d pairs; the others count as not served.",
							peer.name(), decided, rows.size()));
		}
		Contender contender = new Contender(peer.name(), Kind.PEER);
		this.scores.put(contender,
				PairScore.of(rows.stream()
					.map((pair) -> this.pairs.outcome(pair, peer.hits().getOrDefault(pair.id(), false) ? 1 : 0))
					.toList()));
		if (rows.stream().allMatch((pair) -> peer.scores().containsKey(pair.id()))) {
			this.curves.add(Sweep.of(rows, rows.stream().mapToDouble((pair) -> peer.margin(pair.id())).toArray())
				.curve(contender));
		}
	}

	private record Asked(LabelledPair pair, PairDecision decision) {
	}

}
