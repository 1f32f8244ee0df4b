package io.github.claudecache.semantic.guard;

import java.util.List;

import io.github.claudecache.semantic.comparison.Comparison;
import io.github.claudecache.semantic.comparison.Pair;
import io.github.claudecache.semantic.guard.Evidence.Span;
import io.github.claudecache.semantic.language.Term;

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
		for (int i = 0; i < matches.size(); i++) {
			Pair first = matches.get(i);
			if (same(first) || light(first)) {
				continue;
			}
			if (reversed(first)) {
				findings.add(0.6, span(first.cached()), span(first.asked()));
			}
			for (int j = i + 1; j < matches.size(); j++) {
				Pair second = matches.get(j);
				if (!same(second) && !light(second) && first.cached().role().equals(second.asked().role())
						&& second.cached().role().equals(first.asked().role())) {
					findings.add(strength(first), span(first.cached()), span(first.asked()));
				}
			}
		}
	}

	private static double strength(Pair pair) {
		return (pair.cached().role().equals("verb") || pair.asked().role().equals("verb")) ? 0.3 : 1;
	}

	private static boolean same(Pair pair) {
		return pair.cached().role().equals(pair.asked().role());
	}

	private static boolean light(Pair pair) {
		return pair.cached().weight() < 0.3 || pair.asked().weight() < 0.3;
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
