package io.github.claudecache.testsupport;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for what must happen, and fails instead of hanging when it does not. The bound is
 * generous because it only matters to tests that fail. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Eventually {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private static final Duration PAUSE = Duration.ofNanos(50_000);

	private Eventually() {
	}

	/**
	 * The result of a stage.
	 * @param <T> the type of the result
	 * @param stage the stage
	 * @return its result
	 * @throws CompletionException if the stage fails, with what it failed with as cause
	 * @throws AssertionError if the stage is not complete after a minute
	 */
	public static <T> T get(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().get(BOUND.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("Not complete after " + BOUND, ex);
		}
		catch (ExecutionException ex) {
			throw new CompletionException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting", ex);
		}
	}

	/**
	 * Waits until a condition holds.
	 * @param what the condition in words, for the message of a failure
	 * @param condition the condition; evaluated often
	 * @throws AssertionError if the condition does not hold after a minute
	 */
	public static void holds(String what, BooleanSupplier condition) {
		holds(what, PAUSE, condition);
	}

	/**
	 * Waits until a condition holds that is costly to evaluate, such as a question to a
	 * server.
	 * @param what the condition in words, for the message of a failure
	 * @param pause how long to wait between evaluations
	 * @param condition the condition
	 * @throws AssertionError if the condition does not hold after a minute
	 */
	public static void holds(String what, Duration pause, BooleanSupplier condition) {
		long deadline = System.nanoTime() + BOUND.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("Not so after " + BOUND + ": " + what);
			}
			LockSupport.parkNanos(pause.toNanos());
		}
	}

	/**
	 * Waits until a thread has ended.
	 * @param thread a thread that was started
	 * @throws AssertionError if the thread still runs after a minute
	 */
	public static void ended(Thread thread) {
		try {
			thread.join(BOUND.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting", ex);
		}
		if (thread.isAlive()) {
			AssertionError stuck = new AssertionError("Still running after " + BOUND + ": " + thread.getName());
			stuck.setStackTrace(thread.getStackTrace());
			throw stuck;
		}
	}

}
