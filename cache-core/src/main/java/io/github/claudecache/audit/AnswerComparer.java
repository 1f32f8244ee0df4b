package io.github.claudecache.audit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.reason.AuditVerdict;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two answers to one question say the same. Called on threads of the audit,
 * never on a caller's; may take its time, within the deadline of the audit. What it
 * throws and a stage that fails are counted and are no verdict. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
public interface AnswerComparer {

	/**
	 * Compares.
	 * @param answers the served answer and a fresh one
	 * @return {@link AuditVerdict#UNDECIDED} unless it is sure
	 */
	CompletionStage<AuditVerdict> compare(Answers answers);

	/**
	 * As {@link #compare}, with what it cost. A comparer that asks a model says so here;
	 * the others cost nothing.
	 * @param answers the served answer and a fresh one
	 * @return the verdict and the tokens that it cost
	 */
	default CompletionStage<Costed> compareAtCost(Answers answers) {
		return compare(answers).thenApply((verdict) -> new Costed(verdict, Usage.NONE));
	}

	/**
	 * Knows equal answers, and nothing about others.
	 * @return the comparer of a cache that was given no other
	 */
	static AnswerComparer equality() {
		return (answers) -> CompletableFuture
			.completedFuture(answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.UNDECIDED);
	}

	/**
	 * Two answers.
	 *
	 * @param question what was asked; {@code null} if the request has no message
	 * @param served the answer from the cache
	 * @param fresh the answer to the same request now
	 */
	record Answers(@Nullable String question, Payload served, Payload fresh) {
	}

	/**
	 * A verdict and its price.
	 *
	 * @param verdict what came of comparing
	 * @param spent the tokens that it cost
	 */
	record Costed(AuditVerdict verdict, Usage spent) {
	}

}
