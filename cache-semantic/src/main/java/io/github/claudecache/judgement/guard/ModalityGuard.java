package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.Modality;

/**
 * Different modes: can, must, should, could have.
 *
 * @since 0.1.0
 */
public class ModalityGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public ModalityGuard(double bar) {
		super("modality", "one question asks what can be, the other what must, should or could have been", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		Modality cached = comparison.cached().modality();
		Modality asked = comparison.asked().modality();
		if (cached == asked) {
			return;
		}
		boolean one = cached == Modality.NONE || asked == Modality.NONE;
		boolean can = cached == Modality.CAN || asked == Modality.CAN;
		// "How can I" asks what "How do I" asks.
		boolean specific = comparison.cached().asks().specific() && comparison.asked().asks().specific();
		findings.add(one ? (can ? (specific ? 0 : 0.2) : 0.5) : 1, Span.NONE, Span.NONE);
	}

}
