package io.github.claudecache.judgement.guard;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Term;
import org.jspecify.annotations.Nullable;

/**
 * Names and code that only one question has: products, people, places, plans, commands,
 * flags, identifiers, quoted text. Something else in its place counts in full, nothing in
 * its place counts half.
 *
 * @since 0.1.0
 */
public class EntityGuard extends ConflictGuard {

	private final boolean code;

	private EntityGuard(String name, String reason, double bar, boolean code) {
		super(name, reason, bar);
		this.code = code;
	}

	/**
	 * Makes the guard of names.
	 * @param bar the strength from which it vetoes
	 */
	public EntityGuard(double bar) {
		this("entity", "the questions name different things", bar, false);
	}

	/**
	 * Makes the guard of code, identifiers, operators and quoted text.
	 * @param bar the strength from which it vetoes
	 * @return the guard
	 */
	public static EntityGuard ofCode(double bar) {
		return new EntityGuard("code", "the questions contain different code or quotations", bar, true);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		List<Term> cachedOnly = comparison.alignment().cachedOnly();
		List<Term> askedOnly = comparison.alignment().askedOnly();
		for (Term term : cachedOnly) {
			if (looksAt(term)) {
				Term other = counterpart(askedOnly, term);
				findings.add(strength(term, other), span(term), (other != null) ? span(other) : Span.NONE);
			}
		}
		for (Term term : askedOnly) {
			if (looksAt(term)) {
				Term other = counterpart(cachedOnly, term);
				findings.add(strength(term, other), (other != null) ? span(other) : Span.NONE, span(term));
			}
		}
	}

	private boolean looksAt(Term term) {
		boolean literal = term.kind() == Term.Kind.CODE || term.kind() == Term.Kind.QUOTED;
		return this.code ? literal : term.kind() == Term.Kind.NAME;
	}

	private double strength(Term term, @Nullable Term other) {
		double scale = Math.min(1, term.weight());
		if (other == null) {
			return 0.5 * scale;
		}
		return (looksAt(other) ? 1 : 0.8) * scale;
	}

	private @Nullable Term counterpart(List<Term> terms, Term term) {
		Term best = null;
		for (Term candidate : terms) {
			if (looksAt(candidate)) {
				return candidate;
			}
			if (best == null && candidate.weight() >= 0.5 && candidate.role().equals(term.role())) {
				best = candidate;
			}
		}
		return best;
	}

	private static Span span(Term term) {
		return new Span(term.start(), term.end());
	}

}
