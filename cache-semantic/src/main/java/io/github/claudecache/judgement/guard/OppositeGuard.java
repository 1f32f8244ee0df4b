package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.comparison.Pair;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Relation;

/**
 * Opposite words: enable and disable, import and export. If the questions also differ in
 * a negation, they may mean the same, which counts half.
 *
 * @since 0.1.0
 */
public class OppositeGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public OppositeGuard(double bar) {
		super("opposite", "a word of one question is the opposite of a word of the other", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		if (ComparativeGuard.reversed(comparison)) {
			return;
		}
		int cached = comparison.cached().negations(false) + comparison.cached().negations(true);
		int asked = comparison.asked().negations(false) + comparison.asked().negations(true);
		double strength = (cached % 2 == asked % 2) ? 1 : 0.5;
		for (Pair pair : comparison.alignment().conflicts()) {
			if (pair.relation() == Relation.OPPOSITE && !ComparativeGuard.agree(comparison, pair)) {
				findings.add(strength, new Span(pair.cached().start(), pair.cached().end()),
						new Span(pair.asked().start(), pair.asked().end()));
			}
		}
	}

}
