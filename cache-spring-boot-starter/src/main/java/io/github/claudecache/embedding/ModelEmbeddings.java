package io.github.claudecache.embedding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of an embedding model. The model is called on a few threads of its own, so that
 * no caller is blocked; when they cannot keep up, a call fails at once. Vectors are
 * normalised to length one.
 * <p>
 * Many models cut a long text off without saying so, and then give two texts with the
 * same beginning the same vector. So nothing is believed: the model is asked once how
 * much it certainly reads. A text that may be longer is embedded two more times, with a
 * few words before it and with a few words after it, and counts as truncated if that
 * makes no difference. What has more than about {@code maxTokens} tokens counts as
 * truncated without a call.
 * <p>
 * Until the model has answered for the first time, {@link #identity()} and {@link #embed}
 * throw, which leaves the semantic tier out; each of them asks it again. Safe for use by
 * many threads.
 *
 * @since 0.1.0
 */
public abstract class ModelEmbeddings implements EmbeddingProvider, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ModelEmbeddings.class);

	private static final int THREADS = 4;

	private static final int WAITING_CALLS = 64;

	private static final Duration IDLE = Duration.ofSeconds(30);

	private final int maxTokens;

	private final ThreadPoolExecutor executor;

	private final AtomicReference<@Nullable CompletableFuture<Acquaintance>> acquaintance = new AtomicReference<>();

	/**
	 * Creates a provider. The model is not called before it is needed.
	 * @param maxTokens how many tokens a text may have, positive; three bytes are taken
	 * for a token
	 */
	ModelEmbeddings(int maxTokens) {
		this.maxTokens = maxTokens;
		this.executor = new ThreadPoolExecutor(THREADS, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(WAITING_CALLS), (task) -> {
					Thread thread = new Thread(task, "claude-cache-embedding");
					thread.setDaemon(true);
					return thread;
				});
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * The name of the model and whatever else is known of it.
	 */
	abstract String name();

	/**
	 * Calls the model.
	 * @return a vector for each text, in the same order
	 */
	abstract List<float[]> call(List<String> texts);

	@Override
	public final String identity() {
		return acquaintance().identity();
	}

	@Override
	public final CompletionStage<List<Embedding>> embed(List<String> texts) {
		Acquaintance known = acquaintance();
		if (texts.stream().anyMatch((text) -> TextLength.likelyTokens(text) > this.maxTokens)) {
			Embedding unread = new Embedding(new float[known.dimension()], true);
			return CompletableFuture.completedFuture(texts.stream().map((text) -> unread).toList());
		}
		EmbeddingBatch batch = new EmbeddingBatch(texts, known.certainTokens());
		return CompletableFuture.supplyAsync(() -> batch.embeddings(call(batch.texts())), this.executor);
	}

	/**
	 * Waits until the model has answered for the first time. If it does not, a warning is
	 * logged.
	 * @param limit how long to wait at most
	 * @return whether texts can be embedded now
	 */
	public final boolean awaitReady(Duration limit) {
		try {
			acquaint().get(limit.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException | RejectedExecutionException ex) {
			logger.warn("The embedding model " + name() + " does not answer. Until it does,"
					+ " only the same question has the same answer", ex);
			return false;
		}
	}

	/**
	 * Ends the threads. Calls that are running are interrupted.
	 */
	@Override
	public final void close() {
		this.executor.shutdownNow();
	}

	private Acquaintance acquaintance() {
		CompletableFuture<Acquaintance> asked = acquaint();
		if (!asked.isDone()) {
			throw new IllegalStateException("The embedding model " + name() + " has not answered yet");
		}
		return asked.join();
	}

	// One attempt at a time; a failed one is reported once and followed by another.
	private CompletableFuture<Acquaintance> acquaint() {
		CompletableFuture<Acquaintance> asked = this.acquaintance.get();
		if (asked != null && !asked.isCompletedExceptionally()) {
			return asked;
		}
		CompletableFuture<Acquaintance> next = new CompletableFuture<>();
		if (!this.acquaintance.compareAndSet(asked, next)) {
			return next(next);
		}
		try {
			this.executor.execute(() -> Acquaintance.make(this, this.maxTokens, next));
		}
		catch (RejectedExecutionException ex) {
			next.completeExceptionally(ex);
		}
		return next;
	}

	private CompletableFuture<Acquaintance> next(CompletableFuture<Acquaintance> otherwise) {
		CompletableFuture<Acquaintance> asked = this.acquaintance.get();
		return (asked != null) ? asked : otherwise;
	}

	static float[] normalised(float[] vector) {
		double square = 0;
		for (float number : vector) {
			square += (double) number * number;
		}
		double length = Math.sqrt(square);
		float[] normalised = new float[vector.length];
		for (int i = 0; i < vector.length; i++) {
			normalised[i] = (float) (vector[i] / length);
		}
		return normalised;
	}

	static List<float[]> normalised(List<float[]> vectors, int expected) {
		if (vectors.size() != expected) {
			throw new IllegalStateException(
					"The embedding model gave " + vectors.size() + " vectors for " + expected + " texts");
		}
		List<float[]> normalised = new ArrayList<>(expected);
		vectors.forEach((vector) -> normalised.add(normalised(vector)));
		return normalised;
	}

}
