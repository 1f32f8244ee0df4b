package io.github.claudecache.judgement.guard;

import java.util.List;
import java.util.Set;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.comparison.Pair;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.Mark;
import io.github.claudecache.judgement.language.Operators;
import io.github.claudecache.judgement.language.Relation;

/**
 * One question negates what the other does not. Two negations cancel each other, unless
 * they are about different words; a negation and an opposite word may mean the same,
 * which counts half.
 *
 * @since 0.1.0
 */
public class NegationGuard extends ConflictGuard {

	private static final Set<String> OF_WORDS = Set.of("without", "no", "non");

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
		moved(comparison, findings);
	}

	// Two negations cancel each other only if they are about the same: unopened without a
	// receipt, opened with a receipt. A negation of the whole clause may be about any
	// word.
	private static void moved(Comparison comparison, Findings findings) {
		if (ofClauses(comparison.cached()) != ofClauses(comparison.asked())) {
			return;
		}
		List<Pair> turned = comparison.alignment()
			.matches()
			.stream()
			.filter((pair) -> pair.relation().credit() >= Relation.SYNONYM.credit()
					&& pair.cached().negated() != pair.asked().negated())
			.toList();
		if (turned.size() > 1) {
			turned.forEach((pair) -> findings.add(1, new Span(pair.cached().start(), pair.cached().end()),
					new Span(pair.asked().start(), pair.asked().end())));
		}
	}

	private static long ofClauses(AnalyzedQuestion question) {
		return question.marks()
			.stream()
			.filter((mark) -> mark.family() == Operators.NEGATION && !OF_WORDS.contains(mark.concept()))
			.count();
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
