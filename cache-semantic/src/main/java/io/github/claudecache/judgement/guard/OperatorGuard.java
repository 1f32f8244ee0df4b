package io.github.claudecache.judgement.guard;

import java.util.List;
import java.util.Locale;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Mark;
import io.github.claudecache.judgement.language.Operators;
import io.github.claudecache.judgement.language.Term;
import org.jspecify.annotations.Nullable;

/**
 * Different words of one family of operators: all and any, over and under, before and
 * after. One that only one question has counts half.
 *
 * @since 0.1.0
 */
public class OperatorGuard extends ConflictGuard {

	private final Operators family;

	/**
	 * Makes the guard of a family.
	 * @param family the family; gives the guard its name
	 * @param bar the strength from which it vetoes
	 */
	public OperatorGuard(Operators family, double bar) {
		super(family.name().toLowerCase(Locale.ROOT),
				"the questions differ in a word of " + family.name().toLowerCase(Locale.ROOT), bar);
		this.family = family;
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		Mark cachedOnly = missing(comparison.cached().marks(), comparison.asked().marks());
		Mark askedOnly = missing(comparison.asked().marks(), comparison.cached().marks());
		if (cachedOnly != null || askedOnly != null) {
			findings.add((cachedOnly != null && askedOnly != null) ? 1 : 0.5, span(cachedOnly), span(askedOnly));
		}
		if (this.family == Operators.QUANTIFIER || this.family == Operators.TEMPORAL) {
			targets(comparison, findings);
		}
	}

	/** The same words at exchanged places: one voucher on several orders. */
	private void targets(Comparison comparison, Findings findings) {
		for (Mark left : comparison.cached().marks()) {
			for (Mark right : comparison.asked().marks()) {
				if (left.family() == this.family && right.family() == this.family
						&& left.concept().equals(right.concept()) && exchanged(comparison, left, right)) {
					findings.add(0.8, span(left), span(right));
				}
			}
		}
	}

	private static boolean exchanged(Comparison comparison, Mark left, Mark right) {
		return !left.target().equals(right.target()) && !operates(comparison.asked().marks(), left)
				&& !operates(comparison.cached().marks(), right) && says(comparison.asked().terms(), left.target())
				&& says(comparison.cached().terms(), right.target());
	}

	private static boolean operates(List<Mark> marks, Mark wanted) {
		for (Mark mark : marks) {
			if (mark.concept().equals(wanted.concept()) && mark.target().equals(wanted.target())) {
				return true;
			}
		}
		return false;
	}

	private static boolean says(List<Term> terms, String concept) {
		for (Term term : terms) {
			if (term.concept().equals(concept)) {
				return true;
			}
		}
		return false;
	}

	private @Nullable Mark missing(List<Mark> marks, List<Mark> others) {
		for (Mark mark : marks) {
			if (mark.family() == this.family && !has(others, mark)) {
				return mark;
			}
		}
		return null;
	}

	private boolean has(List<Mark> marks, Mark wanted) {
		for (Mark mark : marks) {
			if (mark.family() == this.family && mark.concept().equals(wanted.concept())) {
				return true;
			}
		}
		return false;
	}

	private static Span span(@Nullable Mark mark) {
		return (mark != null) ? new Span(mark.start(), mark.end()) : Span.NONE;
	}

}
