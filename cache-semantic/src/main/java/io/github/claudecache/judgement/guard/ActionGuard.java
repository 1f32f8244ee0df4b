package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.Relation;
import io.github.claudecache.judgement.language.Term;
import org.jspecify.annotations.Nullable;

/**
 * The main verbs say different things, wherever else in the questions their words occur:
 * show hidden files, hide files.
 *
 * @since 0.1.0
 */
public class ActionGuard extends ConflictGuard {

	private static final double LIGHT = 0.3;

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public ActionGuard(double bar) {
		super("action", "the questions are about different actions", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		Term cached = verb(comparison.cached());
		Term asked = verb(comparison.asked());
		if (cached != null && asked != null) {
			Relation relation = cached.to(asked);
			double strength = switch (relation) {
				case OPPOSITE -> 1;
				case NONE, SIBLING -> 0.5;
				case BROADER -> 0.2;
				default -> 0;
			};
			findings.add(strength, new Span(cached.start(), cached.end()), new Span(asked.start(), asked.end()));
		}
	}

	private static @Nullable Term verb(AnalyzedQuestion question) {
		for (Term term : question.terms()) {
			if (term.role().equals("verb") && !term.conditional() && term.weight() > LIGHT) {
				return term;
			}
		}
		return null;
	}

}
