package io.github.claudecache.judgement.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.claudecache.judgement.comparison.Alignment;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.comparison.Pair;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.guard.SemanticGuard;
import io.github.claudecache.judgement.language.Language;
import io.github.claudecache.judgement.language.Term;

/**
 * What the score is made of: readable measures of difference, each from 0, no difference,
 * upwards. They are the distance of the two texts, the content that only one question
 * has, the strength that each standard guard found, and the sum, the largest and the sum
 * of the strong ones of these strengths. Through the last three what is learned of one
 * kind of difference holds for the others too.
 *
 * @since 0.1.0
 */
public final class Features {

	/** A term that weighs less says little. */
	private static final double SAID = 0.5;

	private static final double STRONG = 0.5;

	private static final List<String> CONTENT = List.of("distance", "content-exchanged", "content-exchanged-share",
			"content-added", "content-share", "content-mean-share", "word-exchanged", "word-added", "verb-exchanged",
			"verb-added", "part-exchanged", "nothing-shared", "language");

	private static final List<String> SUMMARY = List.of("conflict-sum", "conflict-most", "conflict-strong");

	private static final List<String> NAMES = allNames();

	private static final Map<String, Integer> GUARDS = guardPositions();

	private Features() {
	}

	/**
	 * The names of the features.
	 * @return always the same, in the order of {@link #of}
	 */
	public static List<String> names() {
		return NAMES;
	}

	/**
	 * The features of a candidate.
	 * @param comparison the two questions
	 * @param findings what the guards say; guards that are not standard do not count
	 * @return a value for each name
	 */
	public static double[] of(Comparison comparison, List<GuardFinding> findings) {
		double[] features = new double[NAMES.size()];
		features[0] = distance(comparison.cosine());
		content(comparison.alignment(), features);
		features[12] = foreign(comparison) ? 1 : 0;
		double sum = 0;
		double most = 0;
		double strong = 0;
		for (GuardFinding finding : findings) {
			Integer position = GUARDS.get(finding.guard());
			if (position != null) {
				double strength = finding.verdict().strength();
				features[position] = strength;
				sum += strength;
				most = Math.max(most, strength);
				strong += (strength >= STRONG) ? strength : 0;
			}
		}
		int summary = NAMES.size() - SUMMARY.size();
		features[summary] = sum;
		features[summary + 1] = most;
		features[summary + 2] = strong;
		return features;
	}

	/** A cosine may exceed 1 by rounding. */
	private static double distance(double cosine) {
		return Math.max(0, 1 - cosine);
	}

	private static void content(Alignment alignment, double[] features) {
		double cached = alignment.uncovered(true);
		double asked = alignment.uncovered(false);
		double cachedShare = cached / Math.max(SAID, alignment.weight(true));
		double askedShare = asked / Math.max(SAID, alignment.weight(false));
		features[1] = Math.min(cached, asked);
		features[2] = Math.min(cachedShare, askedShare);
		features[3] = Math.max(cached, asked);
		features[4] = Math.max(cachedShare, askedShare);
		features[5] = (cachedShare + askedShare) / 2;
		double cachedWord = heaviest(alignment.cachedOnly(), "");
		double askedWord = heaviest(alignment.askedOnly(), "");
		features[6] = Math.min(cachedWord, askedWord);
		features[7] = Math.max(cachedWord, askedWord);
		double cachedVerb = heaviest(alignment.cachedOnly(), "verb");
		double askedVerb = heaviest(alignment.askedOnly(), "verb");
		features[8] = Math.min(cachedVerb, askedVerb);
		features[9] = Math.max(cachedVerb, askedVerb);
		features[10] = sameRole(alignment);
		features[11] = shares(alignment) ? 0 : 1;
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

	/** The heaviest words that stand in each other's place. */
	private static double sameRole(Alignment alignment) {
		double weight = 0;
		for (Term cached : alignment.cachedOnly()) {
			for (Term asked : alignment.askedOnly()) {
				if (cached.role().equals(asked.role()) && !cached.role().equals("verb")) {
					weight = Math.max(weight, Math.min(cached.weight(), asked.weight()));
				}
			}
		}
		return weight;
	}

	private static boolean shares(Alignment alignment) {
		for (Pair pair : alignment.matches()) {
			if (pair.cached().weight() >= SAID) {
				return true;
			}
		}
		return false;
	}

	private static boolean foreign(Comparison comparison) {
		return comparison.cached().language() != Language.ENGLISH || comparison.asked().language() != Language.ENGLISH;
	}

	private static List<String> allNames() {
		List<String> names = new ArrayList<>(CONTENT);
		Guards.standard().stream().map(SemanticGuard::name).forEach(names::add);
		names.addAll(SUMMARY);
		return List.copyOf(names);
	}

	private static Map<String, Integer> guardPositions() {
		Map<String, Integer> positions = new HashMap<>();
		for (SemanticGuard guard : Guards.standard()) {
			positions.put(guard.name(), NAMES.indexOf(guard.name()));
		}
		return positions;
	}

}
