package io.github.claudecache.benchmarks.semantic;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.GuardChain;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.QuestionAnalyzer;
import io.github.claudecache.judgement.score.Features;

/**
 * Labelled pairs as rows of features, each pair in both directions.
 *
 * @param pairs the pair of each row
 * @param features the features of each row
 * @param vetoes the guards that veto each row
 */
record Examples(List<LabelledPair> pairs, double[][] features, List<List<String>> vetoes) {

	static Examples of(List<LabelledPair> labelled, Embedder embedder) {
		QuestionAnalyzer analyzer = new QuestionAnalyzer();
		GuardChain guards = new GuardChain(Guards.standard());
		List<LabelledPair> pairs = new ArrayList<>();
		List<double[]> features = new ArrayList<>();
		List<List<String>> vetoes = new ArrayList<>();
		for (LabelledPair original : labelled) {
			for (LabelledPair pair : List.of(original, original.reversed())) {
				AnalyzedQuestion cached = analyzer.analyze(pair.cached());
				AnalyzedQuestion asked = analyzer.analyze(pair.asked());
				Comparison comparison = new Comparison(cached, asked,
						embedder.cosine(cached.canonical(), asked.canonical()));
				List<GuardFinding> findings = guards.examine(comparison);
				pairs.add(pair);
				features.add(Features.of(comparison, findings));
				vetoes.add(findings.stream().filter(GuardFinding::vetoes).map(GuardFinding::guard).toList());
			}
		}
		return new Examples(pairs, features.toArray(double[][]::new), vetoes);
	}

	int size() {
		return this.pairs.size();
	}

	boolean same(int row) {
		return this.pairs.get(row).same();
	}

}
