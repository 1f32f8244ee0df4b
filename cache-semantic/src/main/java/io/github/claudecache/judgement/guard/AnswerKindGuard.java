package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;

/**
 * Different kinds of answer: how, why, when; a request and a complaint.
 *
 * @since 0.1.0
 */
public class AnswerKindGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public AnswerKindGuard(double bar) {
		super("answer-kind", "the questions ask for different kinds of answer", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		findings.add(comparison.cached().asks().conflict(comparison.asked().asks()), Span.NONE, Span.NONE);
	}

}
