package io.github.claudecache.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Survives an observer.
 *
 * @since 0.1.0
 */
public final class GuardedObserver implements LookupObserver {

	private static final Logger logger = System.getLogger(GuardedObserver.class.getName());

	private final LookupObserver observer;

	/**
	 * Creates a guard.
	 * @param observer who is told
	 */
	public GuardedObserver(LookupObserver observer) {
		this.observer = observer;
	}

	@Override
	public Observed begins(String cache) {
		try {
			return new GuardedLookup(this.observer.begins(cache));
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			warn(ex);
			return Observed.NOTHING;
		}
	}

	private static void guard(Runnable task) {
		try {
			task.run();
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			warn(ex);
		}
	}

	private static void warn(Throwable error) {
		logger.log(Level.WARNING, "An observer of lookups failed", error);
	}

	/**
	 * One lookup.
	 */
	private record GuardedLookup(Observed observed) implements Observed {

		@Override
		public void ended(Outcome outcome, @Nullable Reason reason) {
			guard(() -> this.observed.ended(outcome, reason));
		}

		@Override
		public void failed(Throwable error) {
			guard(() -> this.observed.failed(error));
		}

	}

}
