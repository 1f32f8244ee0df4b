package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.github.claudecache.judgement.SelfTest;
import io.github.claudecache.semantic.SemanticTier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the semantic tier closed until the embedder and the judge have passed a test. It
 * is run at the start-up; if the embedder cannot be asked then, a lookup starts it again
 * half a minute later, without waiting for it. Safe for use by many threads.
 */
final class SemanticSelfTest implements SemanticTier.Gate {

	private static final Log logger = LogFactory.getLog(SemanticSelfTest.class);

	private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();

	private static final String NOT_YET = "the self-test has not been run yet";

	private final SelfTest test;

	private final AtomicLong nextRun = new AtomicLong(System.nanoTime());

	private volatile @Nullable String closed = NOT_YET;

	private volatile boolean decided;

	SemanticSelfTest(SelfTest test) {
		this.test = test;
	}

	@Override
	public @Nullable String closed() {
		String reason = this.closed;
		if (reason != null && !this.decided) {
			runIfDue();
		}
		return reason;
	}

	/**
	 * Runs the test and waits for its result.
	 * @param limit how long to wait at most
	 */
	void await(Duration limit) {
		try {
			runIfDue().get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("The self-test of the semantic tier is not finished; until it is,"
					+ " only the same question has the same answer");
		}
	}

	private CompletableFuture<?> runIfDue() {
		long due = this.nextRun.get();
		if (System.nanoTime() - due < 0 || !this.nextRun.compareAndSet(due, System.nanoTime() + RETRY_NANOS)) {
			return CompletableFuture.completedFuture(null);
		}
		try {
			return this.test.run().whenComplete((problems, error) -> {
				if (error != null) {
					failed(error);
				}
				else {
					decide(problems);
				}
			}).toCompletableFuture();
		}
		catch (RuntimeException | LinkageError ex) {
			failed(ex);
			return CompletableFuture.completedFuture(null);
		}
	}

	private void decide(List<String> problems) {
		this.decided = true;
		if (problems.isEmpty()) {
			this.closed = null;
			return;
		}
		this.closed = "the self-test failed: " + problems.get(0)
				+ ((problems.size() > 1) ? " (" + problems.size() + " problems of this kind)" : "");
		logger.error("Answers to other wordings are not served: " + this.closed
				+ ". Use another embedding model, or set claude.cache.semantic.self-test=false if it was not made for"
				+ " English questions");
	}

	private void failed(Throwable error) {
		this.closed = "the self-test could not be run: " + error;
	}

}
