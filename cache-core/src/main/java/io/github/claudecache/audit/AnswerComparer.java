package io.github.claudecache.audit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.Payload;
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

}
