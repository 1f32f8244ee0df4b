package io.github.claudecache.testsupport;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.answer.ClaudeAnswer;

/**
 * A model that counts its calls and answers each when the test says so. Safe for use by
 * many threads.
 *
 * @since 0.1.0
 */
public final class FakeClaude {

	private static final long BOUND_SECONDS = 60;

	private final BlockingQueue<Call> arrived = new LinkedBlockingQueue<>();

	private final AtomicInteger calls = new AtomicInteger();

	/**
	 * Asks, and blocks until the test answers.
	 * @return the answer
	 * @throws Exception what the test made the call fail with, or
	 * {@link InterruptedException}
	 */
	public ClaudeAnswer<String> ask() throws Exception {
		try {
			return askAsync().toCompletableFuture().get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	/**
	 * Asks without blocking.
	 * @return a stage that completes when the test answers
	 */
	public CompletionStage<ClaudeAnswer<String>> askAsync() {
		this.calls.incrementAndGet();
		Call call = new Call();
		this.arrived.add(call);
		return call.reply;
	}

	/**
	 * The next call that nobody has taken yet.
	 * @return the call; waits for one
	 * @throws AssertionError if none arrives within a minute
	 */
	public Call next() {
		try {
			Call call = this.arrived.poll(BOUND_SECONDS, TimeUnit.SECONDS);
			if (call == null) {
				throw new AssertionError("Nobody called for " + BOUND_SECONDS + " seconds");
			}
			return call;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for a call", ex);
		}
	}

	/**
	 * How often Claude was asked.
	 * @return the number of calls
	 */
	public int calls() {
		return this.calls.get();
	}

	/**
	 * One call, waiting for its answer.
	 */
	public static final class Call {

		private final CompletableFuture<ClaudeAnswer<String>> reply = new CompletableFuture<>();

		private Call() {
		}

		/**
		 * Answers with a complete text.
		 * @param text the text
		 * @param lateTags what the answer turned out to depend on
		 */
		public void answer(String text, String... lateTags) {
			answer(ClaudeAnswer.complete(text).tagged(lateTags));
		}

		/**
		 * Answers.
		 * @param answer the answer
		 */
		public void answer(ClaudeAnswer<String> answer) {
			this.reply.complete(answer);
		}

		/**
		 * Fails.
		 * @param error what the call throws
		 */
		public void fail(Throwable error) {
			this.reply.completeExceptionally(error);
		}

	}

}
