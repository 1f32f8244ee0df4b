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
		if (!opposite(verb(comparison.cached(), 0), verb(comparison.asked(), 0), findings)) {
			differ(verb(comparison.cached(), LIGHT), verb(comparison.asked(), LIGHT), findings);
		}
	}

	// Light verbs say little, but not when one is the opposite of the other.
	private static boolean opposite(@Nullable Term cached, @Nullable Term asked, Findings findings) {
		if (cached == null || asked == null || cached.to(asked) != Relation.OPPOSITE) {
			return false;
		}
		findings.add(1, new Span(cached.start(), cached.end()), new Span(asked.start(), asked.end()));
		return true;
	}

	private static void differ(@Nullable Term cached, @Nullable Term asked, Findings findings) {
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

	private static @Nullable Term verb(AnalyzedQuestion question, double above) {
		for (Term term : question.terms()) {
			if (term.role().equals("verb") && !term.conditional() && term.weight() > above) {
				return term;
			}
		}
		return null;
	}

}
