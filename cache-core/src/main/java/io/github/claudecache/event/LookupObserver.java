package io.github.claudecache.event;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Is told when a lookup begins and what came of it, to measure or trace it. It ends with
 * the answer of the cache or with the permission to ask Claude, so the call of Claude is
 * not part of it; waiting for another caller's is. Called by every lookup, so it must be
 * quick; what it throws is logged and costs the caller nothing. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LookupObserver {

	/** Looks at nothing. */
	LookupObserver NONE = (cache) -> Observed.NOTHING;

	/**
	 * A lookup begins, on the thread of its caller.
	 * @param cache the name of the cache, one that is defined
	 * @return is told how it ends
	 */
	Observed begins(String cache);

	/**
	 * One lookup.
	 */
	interface Observed {

		/** Looks at nothing. */
		Observed NOTHING = new Observed() {

			@Override
			public void ended(Outcome outcome, @Nullable Reason reason) {
			}

			@Override
			public void failed(Throwable error) {
			}

		};

		/**
		 * It ended, on any thread, before its caller learns of it.
		 * @param outcome what came of it
		 * @param reason why nothing was served; {@code null} on a hit
		 */
		void ended(Outcome outcome, @Nullable Reason reason);

		/**
		 * It gave its caller what another caller's call threw.
		 * @param error what that was
		 */
		void failed(Throwable error);

	}

}
