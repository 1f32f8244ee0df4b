package io.github.claudecache.judgement.guard;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Different dates, days or times. Only what both questions name can differ in full; what
 * only one of them names counts half.
 *
 * @since 0.1.0
 */
public class MomentGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public MomentGuard(double bar) {
		super("moment", "the questions are about different dates or times", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		List<Moment> cached = comparison.cached().moments();
		List<Moment> asked = comparison.asked().moments();
		for (Moment moment : cached) {
			Moment other = differing(moment, asked);
			if (other != null) {
				findings.add(1, span(moment), span(other));
			}
		}
		for (Moment moment : asked) {
			Moment other = differing(moment, cached);
			if (other != null) {
				findings.add(1, span(other), span(moment));
			}
		}
		if (cached.isEmpty() != asked.isEmpty()) {
			findings.add(0.5, cached.isEmpty() ? Span.NONE : span(cached.get(0)),
					asked.isEmpty() ? Span.NONE : span(asked.get(0)));
		}
		else if (!cached.isEmpty() && unmatched(cached, asked)) {
			findings.add(0.6, span(cached.get(0)), span(asked.get(0)));
		}
	}

	/** The same field with another value, and nowhere with the same one. */
	private static @Nullable Moment differing(Moment moment, List<Moment> others) {
		Moment differing = null;
		for (Moment other : others) {
			if (other.field() == moment.field()) {
				if (other.value() == moment.value()) {
					return null;
				}
				differing = other;
			}
		}
		return differing;
	}

	private static boolean unmatched(List<Moment> cached, List<Moment> asked) {
		for (Moment moment : cached) {
			for (Moment other : asked) {
				if (moment.field() == other.field() && moment.value() == other.value()) {
					return false;
				}
			}
		}
		return true;
	}

	private static Span span(Moment moment) {
		return new Span(moment.start(), moment.end());
	}

}
