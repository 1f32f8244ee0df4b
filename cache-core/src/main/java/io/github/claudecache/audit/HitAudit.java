package io.github.claudecache.audit;

import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.AnswerDraft;
import org.jspecify.annotations.Nullable;

/**
 * Is shown every answer that is served and may be asked for again, and says whether
 * answers to other wordings may be served. Called by every lookup, so it must be quick
 * and must not throw or block. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface HitAudit {

	/** Looks at nothing. */
	HitAudit NONE = new HitAudit() {

		@Override
		public void served(ServedHit hit, FreshCall again) {
		}

		@Override
		public void shadowed(ServedHit hit, AnswerDraft fresh) {
		}

		@Override
		public @Nullable String closed(String cache) {
			return null;
		}

	};

	/**
	 * An answer was served to a caller that lets its call be repeated.
	 * @param hit the answer
	 * @param again asks Claude the same again
	 */
	void served(ServedHit hit, FreshCall again);

	/**
	 * An answer would have been served, and its caller got a fresh one: the cache is in
	 * shadow mode.
	 * @param hit what would have been served
	 * @param fresh what the caller got
	 */
	void shadowed(ServedHit hit, AnswerDraft fresh);

	/**
	 * Why a cache must not serve answers to other wordings now.
	 * @param cache the cache's name
	 * @return the reason, a sentence without a full stop; {@code null} if it may
	 */
	@Nullable String closed(String cache);

	/**
	 * Asks for an answer again.
	 */
	@FunctionalInterface
	interface FreshCall {

		/**
		 * Asks. May block: it is called on a thread of the audit.
		 * @return the fresh answer
		 * @throws Throwable if there is none
		 */
		CompletionStage<AnswerDraft> ask() throws Throwable;

	}

}
