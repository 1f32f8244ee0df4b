package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.Mark;
import io.github.claudecache.judgement.language.Operators;
import io.github.claudecache.judgement.language.Relation;

/**
 * One question negates what the other does not. Two negations cancel each other; a
 * negation and an opposite word may mean the same, which counts half.
 *
 * @since 0.1.0
 */
public class NegationGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public NegationGuard(double bar) {
		super("negation", "one of the questions negates what the other does not", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		AnalyzedQuestion cached = comparison.cached();
		AnalyzedQuestion asked = comparison.asked();
		boolean main = odd(cached, false) != odd(asked, false);
		boolean condition = odd(cached, true) != odd(asked, true);
		if (main != condition) {
			boolean opposite = comparison.alignment()
				.conflicts()
				.stream()
				.anyMatch((pair) -> pair.relation() == Relation.OPPOSITE);
			findings.add(opposite ? 0.5 : 1, span(cached), span(asked));
		}
		else if (main) {
			findings.add(0.3, span(cached), span(asked));
		}
	}

	private static boolean odd(AnalyzedQuestion question, boolean conditional) {
		return question.negations(conditional) % 2 == 1;
	}

	private static Span span(AnalyzedQuestion question) {
		for (Mark mark : question.marks()) {
			if (mark.family() == Operators.NEGATION) {
				return new Span(mark.start(), mark.end());
			}
		}
		return Span.NONE;
	}

}
