package io.github.claudecache.flight;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * How a flight ended.
 *
 * @since 0.1.0
 */
public sealed interface Landing {

	/**
	 * Claude answered.
	 *
	 * @param answer the answer
	 * @param born when its computation began
	 * @param refusal why it is not kept; {@code null} if it is
	 */
	record Answered(CachedAnswer answer, Stamp born, @Nullable RefusalReason refusal) implements Landing {

		/**
		 * Whether something that the answer depends on was, or may have been, voided
		 * while it was computed.
		 * @return {@code true} if only callers of the same moment may have it
		 */
		public boolean discarded() {
			return this.refusal == RefusalReason.INVALIDATED_IN_FLIGHT;
		}

	}

	/**
	 * Claude answered while the store could not be asked.
	 *
	 * @param answer the answer, fresh enough for those who came before it was computed
	 * @param refusal why it is not kept
	 */
	record Unproved(CachedAnswer answer, RefusalReason refusal) implements Landing {
	}

	/**
	 * Claude could not be asked, or answered with an error.
	 *
	 * @param error what the leader's call threw
	 */
	record Failed(Throwable error) implements Landing {
	}

	/**
	 * There is no answer to hand on.
	 */
	enum Nothing implements Landing {

		/**
		 * The leader was cancelled, or found that the store is away. That says nothing
		 * about the next try.
		 */
		ABANDONED,

		/**
		 * The answer is in the store by now, so each reads it, with its age, for itself.
		 */
		IN_STORE,

		/** The leader has an answer that cannot be shared, so each has to ask. */
		NOT_SHAREABLE

	}

}
