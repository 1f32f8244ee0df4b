package io.github.claudecache.judgement.guard;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.comparison.Pair;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Comparative;
import io.github.claudecache.judgement.language.Comparative.Degree;

/**
 * Different ends of one dimension (cheapest, most expensive), or different dimensions
 * (cheapest, fastest).
 *
 * @since 0.1.0
 */
public class ComparativeGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public ComparativeGuard(double bar) {
		super("comparative", "the questions compare by different measures", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		if (reversed(comparison) && exchanged(comparison)) {
			return;
		}
		List<Comparative> cached = comparison.cached().comparatives();
		List<Comparative> asked = comparison.asked().comparatives();
		for (Comparative left : cached) {
			for (Comparative right : asked) {
				double strength = strength(left, right, cached, asked);
				findings.add(strength, span(left), span(right));
			}
		}
		if (cached.isEmpty() != asked.isEmpty()) {
			Comparative only = cached.isEmpty() ? asked.get(0) : cached.get(0);
			findings.add((only.degree() == Degree.POSITIVE) ? 0.1 : 0.3, cached.isEmpty() ? Span.NONE : span(only),
					asked.isEmpty() ? Span.NONE : span(only));
		}
	}

	/**
	 * Whether one question compares by the other end of the same dimension, so that
	 * exchanged parts mean the same: A is cheaper than B, B is more expensive than A.
	 * @param comparison the two questions
	 * @return whether
	 */
	static boolean reversed(Comparison comparison) {
		for (Comparative left : comparison.cached().comparatives()) {
			for (Comparative right : comparison.asked().comparatives()) {
				if (left.degree() == Degree.COMPARATIVE && right.degree() == Degree.COMPARATIVE
						&& left.dimension().equals(right.dimension()) && left.sign() != right.sign()) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Whether two words with opposite meaning say the same in their degrees: cheapest,
	 * least expensive.
	 * @param comparison the two questions
	 * @param pair the words
	 * @return whether
	 */
	static boolean agree(Comparison comparison, Pair pair) {
		for (Comparative left : comparison.cached().comparatives()) {
			for (Comparative right : comparison.asked().comparatives()) {
				if (left.start() == pair.cached().start() && right.start() == pair.asked().start()
						&& left.dimension().equals(right.dimension()) && left.sign() == right.sign()) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean exchanged(Comparison comparison) {
		List<Pair> matches = comparison.alignment().matches();
		for (Pair pair : matches) {
			if (pair.cached().role().equals("than") != pair.asked().role().equals("than")) {
				return true;
			}
		}
		return false;
	}

	private static double strength(Comparative left, Comparative right, List<Comparative> cached,
			List<Comparative> asked) {
		if (has(asked, left) || has(cached, right)) {
			return 0;
		}
		if (left.dimension().equals(right.dimension())) {
			return 1;
		}
		return (left.degree() != Degree.POSITIVE && right.degree() != Degree.POSITIVE) ? 0.7 : 0.4;
	}

	private static boolean has(List<Comparative> comparatives, Comparative wanted) {
		for (Comparative comparative : comparatives) {
			if (comparative.dimension().equals(wanted.dimension()) && comparative.sign() == wanted.sign()) {
				return true;
			}
		}
		return false;
	}

	private static Span span(Comparative comparative) {
		return new Span(comparative.start(), comparative.end());
	}

}
