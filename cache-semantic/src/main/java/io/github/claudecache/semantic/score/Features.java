package io.github.claudecache.semantic.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.claudecache.semantic.comparison.Alignment;
import io.github.claudecache.semantic.comparison.Comparison;
import io.github.claudecache.semantic.comparison.Cosines;
import io.github.claudecache.semantic.guard.Guards;
import io.github.claudecache.semantic.guard.SemanticGuard;
import io.github.claudecache.semantic.language.Language;
import io.github.claudecache.semantic.language.Term;

/**
 * What the score is made of: readable measures of difference, each from 0, no difference,
 * upwards.
 */
public final class Features {

	private static final double SAID = 0.5;

	private static final List<SemanticGuard> GUARDS = Guards.standard();

	private Features() {
	}

	/**
	 * The features of a candidate.
	 * @param comparison the two questions
	 * @return each feature's value by its name, always the same names in the same order
	 */
	public static Map<String, Double> of(Comparison comparison) {
		Map<String, Double> features = new LinkedHashMap<>();
		Cosines cosines = comparison.cosines();
		features.put("distance-raw", 1 - cosines.raw());
		features.put("distance-repaired", 1 - cosines.repaired());
		features.put("distance-canonical", 1 - cosines.canonical());
		features.put("distance-mean", 1 - (cosines.raw() + cosines.repaired() + cosines.canonical()) / 3);
		features.put("distance-least", 1 - Math.max(cosines.raw(), Math.max(cosines.repaired(), cosines.canonical())));
		content(comparison.alignment(), features);
		features.put("language",
				(comparison.cached().language() != Language.ENGLISH || comparison.asked().language() != Language.ENGLISH)
						? 1.0 : 0.0);
		for (SemanticGuard guard : GUARDS) {
			features.put(guard.name(), guard.examine(comparison).strength());
		}
		return features;
	}

	private static void content(Alignment alignment, Map<String, Double> features) {
		double cached = alignment.uncovered(true);
		double asked = alignment.uncovered(false);
		double cachedShare = cached / Math.max(SAID, alignment.weight(true));
		double askedShare = asked / Math.max(SAID, alignment.weight(false));
		features.put("content-exchanged", Math.min(cached, asked));
		features.put("content-exchanged-share", Math.min(cachedShare, askedShare));
		features.put("content-added", Math.max(cached, asked));
		features.put("content-share", Math.max(cachedShare, askedShare));
		features.put("content-mean-share", (cachedShare + askedShare) / 2);
		double heavyCached = heaviest(alignment.cachedOnly(), "");
		double heavyAsked = heaviest(alignment.askedOnly(), "");
		features.put("word-exchanged", Math.min(heavyCached, heavyAsked));
		features.put("word-added", Math.max(heavyCached, heavyAsked));
		features.put("verb-exchanged",
				Math.min(heaviest(alignment.cachedOnly(), "verb"), heaviest(alignment.askedOnly(), "verb")));
		List<Double> roles = new ArrayList<>();
		for (Term term : alignment.cachedOnly()) {
			if (!term.role().equals("verb")) {
				for (Term other : alignment.askedOnly()) {
					if (other.role().equals(term.role())) {
						roles.add(Math.min(term.weight(), other.weight()));
					}
				}
			}
		}
		features.put("part-exchanged", roles.stream().mapToDouble(Double::doubleValue).max().orElse(0));
		features.put("nothing-shared", alignment.matches().stream().anyMatch((pair) -> pair.cached().weight() >= SAID) ? 0.0 : 1.0);
	}

	private static double heaviest(List<Term> terms, String role) {
		double weight = 0;
		for (Term term : terms) {
			if (role.isEmpty() || term.role().equals(role)) {
				weight = Math.max(weight, term.weight());
			}
		}
		return weight;
	}

}
