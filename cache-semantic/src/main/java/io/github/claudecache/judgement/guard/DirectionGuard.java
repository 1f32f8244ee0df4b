package io.github.claudecache.judgement.guard;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.comparison.Pair;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Term;

/**
 * The same things in exchanged parts: from A to B and from B to A, who does what to whom.
 * A single thing that comes from where it went to counts less.
 *
 * @since 0.1.0
 */
public class DirectionGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public DirectionGuard(double bar) {
		super("direction", "the same things have exchanged their parts", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		List<Pair> matches = comparison.alignment().matches();
		boolean converse = ComparativeGuard.reversed(comparison);
		for (int i = 0; i < matches.size(); i++) {
			Pair first = matches.get(i);
			if (!light(first) && same(first) && moved(first, matches)) {
				findings.add(0.7, span(first.cached()), span(first.asked()));
			}
			if (same(first) || light(first)) {
				continue;
			}
			if (acted(first)) {
				findings.add(0.6, span(first.cached()), span(first.asked()));
			}
			if (reversed(first)) {
				findings.add(0.6, span(first.cached()), span(first.asked()));
			}
			for (int j = i + 1; j < matches.size(); j++) {
				Pair second = matches.get(j);
				if (!same(second) && !light(second) && first.cached().role().equals(second.asked().role())
						&& second.cached().role().equals(first.asked().role())) {
					findings.add(converse ? 0 : strength(first, second), span(first.cached()), span(first.asked()));
				}
			}
		}
	}

	private static double strength(Pair first, Pair second) {
		if (first.cached().role().equals("verb") || first.asked().role().equals("verb")) {
			return 0.3;
		}
		return Math.min(first.relation().credit(), second.relation().credit());
	}

	/**
	 * The subject of one verb has become the subject of another verb of both questions.
	 */
	private static boolean moved(Pair pair, List<Pair> matches) {
		String left = pair.cached().head();
		String right = pair.asked().head();
		if (left.equals(right) || left.isEmpty() || right.isEmpty() || !pair.cached().role().equals("subject")) {
			return false;
		}
		boolean inAsked = false;
		boolean inCached = false;
		for (Pair match : matches) {
			if (match.cached().concept().equals(left) && match.asked().concept().equals(right)) {
				return false;
			}
			inAsked |= match.asked().role().equals("verb") && match.cached().concept().equals(left);
			inCached |= match.cached().role().equals("verb") && match.asked().concept().equals(right);
		}
		return inAsked && inCached;
	}

	private static boolean same(Pair pair) {
		return pair.cached().role().equals(pair.asked().role());
	}

	private static boolean light(Pair pair) {
		return pair.cached().weight() < 0.3 || pair.asked().weight() < 0.3;
	}

	/** The subject of a verb has become its object. */
	private static boolean acted(Pair pair) {
		String left = pair.cached().role();
		String right = pair.asked().role();
		return !pair.cached().head().isEmpty() && pair.cached().head().equals(pair.asked().head())
				&& (left.equals("subject") && right.equals("object")
						|| left.equals("object") && right.equals("subject"));
	}

	private static boolean reversed(Pair pair) {
		String left = pair.cached().role();
		String right = pair.asked().role();
		return left.equals("from") && right.equals("to") || left.equals("to") && right.equals("from");
	}

	private static Span span(Term term) {
		return new Span(term.start(), term.end());
	}

}
