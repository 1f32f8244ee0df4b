package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Perspective;

/**
 * Different people: what I do, what you do; for me, for my son; my things, his things.
 *
 * @since 0.1.0
 */
public class PerspectiveGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public PerspectiveGuard(double bar) {
		super("perspective", "the questions are about different people", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		Perspective cached = comparison.cached().perspective();
		Perspective asked = comparison.asked().perspective();
		if (!cached.beneficiaries().equals(asked.beneficiaries())) {
			boolean both = !cached.beneficiaries().isEmpty() && !asked.beneficiaries().isEmpty();
			findings.add(both ? 1 : 0.6, Span.NONE, Span.NONE);
		}
		if (cached.subject() != asked.subject()) {
			boolean both = cached.subject() != 0 && asked.subject() != 0;
			findings.add(both ? 0.4 : 0.1, Span.NONE, Span.NONE);
		}
		if (!cached.owners().equals(asked.owners())) {
			boolean both = !cached.owners().isEmpty() && !asked.owners().isEmpty();
			findings.add(both ? 0.5 : 0.2, Span.NONE, Span.NONE);
		}
	}

}
