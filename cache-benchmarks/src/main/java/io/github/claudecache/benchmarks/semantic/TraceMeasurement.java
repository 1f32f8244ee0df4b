package io.github.claudecache.benchmarks.semantic;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

import io.github.claudecache.benchmarks.semantic.Peer.OnTrace;
import io.github.claudecache.benchmarks.semantic.report.Contender;
import io.github.claudecache.benchmarks.semantic.report.Contender.Kind;
import io.github.claudecache.benchmarks.semantic.report.TracePart;
import io.github.claudecache.benchmarks.semantic.report.TracePart.TraceCurve;
import io.github.claudecache.benchmarks.semantic.score.TraceRequest;
import io.github.claudecache.benchmarks.semantic.score.TraceScore;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.SemanticJudge;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.QuestionJudge;

/**
 * Lets everybody serve a trace. What is served decides what is stored, and so what can be
 * served later: each bar has a replay of its own.
 */
final class TraceMeasurement {

	private static final List<Double> BARS = List.of(0.99, 0.98, 0.97, 0.96, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5);

	private static final List<Double> COSINES = List.of(0.99, 0.98, 0.97, 0.96, 0.94, 0.92, 0.88, 0.85, 0.75);

	private final Trace trace;

	private final List<TraceRequest> labels;

	private final EmbeddingProvider embedder;

	private final Consumer<String> notes;

	private final Map<Contender, TraceScore> scores = new LinkedHashMap<>();

	TraceMeasurement(Trace trace, List<TraceRequest> labels, EmbeddingProvider embedder, Consumer<String> notes) {
		this.trace = trace;
		this.labels = labels;
		this.embedder = embedder;
		this.notes = notes;
	}

	TracePart measure(String source, List<OnTrace> peers) {
		Map<Double, TraceScore> cosines = new TreeMap<>(Collections.reverseOrder());
		for (double threshold : Contenders.THRESHOLDS) {
			TraceScore score = replay(new CosineJudge(threshold));
			cosines.put(threshold, score);
			this.scores.put(Contenders.threshold(threshold), score);
		}
		peers.forEach(this::peer);
		Map<Double, TraceScore> bars = new TreeMap<>(Collections.reverseOrder());
		for (Preset preset : Preset.values()) {
			TraceScore score = replay(GuardedJudge.standard(preset));
			bars.put(preset.bar(), score);
			this.scores.put(Contenders.shipped(preset), score);
		}
		add(cosines, COSINES, CosineJudge::new);
		add(bars, BARS,
				(bar) -> new GuardedJudge(new SemanticJudge(Guards.standard(), EquivalenceScorer.standard(), bar)));
		return new TracePart(source, this.trace.updates().size(), this.scores,
				List.of(new TraceCurve(Contenders.ANY_THRESHOLD, cosines), new TraceCurve(Contenders.ANY_BAR, bars)));
	}

	private void add(Map<Double, TraceScore> byBar, List<Double> bars, DoubleFunction<QuestionJudge> judge) {
		bars.forEach((bar) -> byBar.computeIfAbsent(bar, (key) -> replay(judge.apply(key))));
	}

	private TraceScore replay(QuestionJudge judge) {
		Map<Long, Long> servedFrom = new HashMap<>();
		try (ReplayCache cache = new ReplayCache(this.embedder, judge)) {
			for (TraceReplay.Served served : TraceReplay.replay(this.trace, cache)) {
				Long from = served.from();
				if (from != null) {
					servedFrom.put(served.seq(), from);
				}
			}
		}
		return TraceScore.of(this.labels, servedFrom);
	}

	private void peer(OnTrace peer) {
		Set<Long> known = this.labels.stream().map(TraceRequest::seq).collect(Collectors.toSet());
		Set<Long> named = new HashSet<>(peer.servedFrom().keySet());
		named.addAll(peer.servedFrom().values());
		if (!known.containsAll(named)) {
			this.notes
				.accept(peer.name() + " has served requests that are not in this trace, and is left out of that part.");
			return;
		}
		if (peer.rows() < this.labels.size()) {
			this.notes.accept(peer.name() + " has decided about " + peer.rows() + " of " + this.labels.size()
					+ " requests; the others count as not served.");
		}
		this.scores.put(new Contender(peer.name(), Kind.PEER), TraceScore.of(this.labels, peer.servedFrom()));
	}

}
