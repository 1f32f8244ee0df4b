package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.comparison.Pair;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Relation;

/**
 * Two of a kind, which are not the same: Norway and Sweden, breakfast and dinner.
 *
 * @since 0.1.0
 */
public class SiblingGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public SiblingGuard(double bar) {
		super("kind", "the questions name two different things of one kind", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		for (Pair pair : comparison.alignment().conflicts()) {
			if (pair.relation() == Relation.SIBLING) {
				double weight = Math.min(pair.cached().weight(), pair.asked().weight());
				findings.add(weight, new Span(pair.cached().start(), pair.cached().end()),
						new Span(pair.asked().start(), pair.asked().end()));
			}
		}
	}

}
