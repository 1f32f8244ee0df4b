package io.github.claudecache.judgement.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.GuardFinding;

/**
 * Scores by weights.
 */
final class WeightedScorer implements EquivalenceScorer {

	static final EquivalenceScorer STANDARD = new WeightedScorer(Weights.standard());

	private static final Comparator<Contribution> LARGEST_FIRST = Comparator
		.comparingDouble(Contribution::contribution);

	private final Weights weights;

	WeightedScorer(Weights weights) {
		this.weights = weights;
	}

	@Override
	public Score score(Comparison comparison, List<GuardFinding> findings) {
		double[] features = Features.of(comparison, findings);
		double[] losses = this.weights.model().losses(features);
		double margin = this.weights.model().intercept();
		List<Contribution> contributions = new ArrayList<>();
		for (int i = 0; i < losses.length; i++) {
			margin -= losses[i];
			if (losses[i] > 0) {
				contributions.add(new Contribution(Features.names().get(i), features[i], -losses[i]));
			}
		}
		contributions.sort(LARGEST_FIRST);
		return new Score(this.weights.probability(margin), contributions);
	}

}
