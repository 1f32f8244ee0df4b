package io.github.claudecache.benchmarks.semantic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.github.claudecache.benchmarks.semantic.score.PairScore;
import io.github.claudecache.judgement.score.Preset;

/**
 * What the score decides about pairs that it was not fitted on, as the command that fits
 * it measures it.
 */
final class OutOfFold {

	private final ReportPairs pairs;

	private final List<Curve> curves;

	OutOfFold(ReportPairs pairs, Embedder embedder) {
		this.pairs = pairs;
		CrossValidation validation = new CrossValidation(Examples.of(pairs.pairs(), embedder));
		this.curves = LongStream.of(Training.SEEDS).mapToObj(validation::nested).toList();
	}

	Sweep sweep() {
		return new Sweep(this.curves);
	}

	/**
	 * At the lowest bar that keeps the rate of a preset.
	 */
	PairScore score(Preset preset) {
		double bar = Training.lowestBar(this.curves, preset.falseHitRate());
		Map<String, Double> served = new HashMap<>();
		for (Curve curve : this.curves) {
			List<LabelledPair> rows = curve.examples().pairs();
			double part = (double) this.pairs.pairs().size() / (rows.size() * this.curves.size());
			for (int row = 0; row < rows.size(); row++) {
				served.merge(rows.get(row).id(), (curve.margins()[row] >= bar) ? part : 0, Double::sum);
			}
		}
		return PairScore.of(this.pairs.pairs()
			.stream()
			.map((pair) -> this.pairs.outcome(pair, served.getOrDefault(pair.id(), 0.0)))
			.toList());
	}

}
