package io.github.claudecache.judgement.guard;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence.Span;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.Modality;
import io.github.claudecache.judgement.language.Tense;

/**
 * Different tenses: did it happen, will it happen.
 *
 * @since 0.1.0
 */
public class TenseGuard extends ConflictGuard {

	/**
	 * Makes the guard.
	 * @param bar the strength from which it vetoes
	 */
	public TenseGuard(double bar) {
		super("tense", "one question is about the past, the other is not", bar);
	}

	@Override
	protected void measure(Comparison comparison, Findings findings) {
		Tense cached = comparison.cached().tense();
		Tense asked = comparison.asked().tense();
		boolean modal = mode(comparison.cached(), asked) || mode(comparison.asked(), cached);
		findings.add(modal ? 1 : strength(cached, asked), Span.NONE, Span.NONE);
	}

	/** Can it be done, and was it done. */
	private static boolean mode(AnalyzedQuestion question, Tense other) {
		return question.tense() == Tense.PRESENT && (other == Tense.PAST || other == Tense.PERFECT)
				&& (question.modality() == Modality.CAN || question.modality() == Modality.MUST
						|| question.modality() == Modality.SHOULD);
	}

	private static double strength(Tense left, Tense right) {
		if (left == right) {
			return 0;
		}
		boolean future = left == Tense.FUTURE || right == Tense.FUTURE;
		boolean present = left == Tense.PRESENT || right == Tense.PRESENT;
		if (future) {
			return present ? 0.2 : 1;
		}
		return present ? 0.5 : 0.1;
	}

}
