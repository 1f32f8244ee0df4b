package io.github.claudecache.testsupport.semantic;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;

/**
 * A small real embedder: the words of a text, each in a place of its own. Texts with the
 * same words in another order have the same vector, which is what guards are for. What is
 * longer than 50 words is not read to its end. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class WordVectors implements EmbeddingProvider {

	private static final int DIMENSION = 512;

	private static final int READS = 50;

	private final AtomicInteger calls = new AtomicInteger();

	private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

	private volatile boolean broken;

	/**
	 * How often it was asked.
	 * @return the number of batches
	 */
	public int calls() {
		return this.calls.get();
	}

	/**
	 * Answers only when a stage completes.
	 * @param gate the stage
	 */
	public void holdUntil(CompletableFuture<Void> gate) {
		this.gate = gate;
	}

	/**
	 * Throws from now on.
	 */
	public void breakDown() {
		this.broken = true;
	}

	@Override
	public String identity() {
		return "words/512";
	}

	@Override
	public CompletionStage<List<Embedding>> embed(List<String> texts) {
		this.calls.incrementAndGet();
		if (this.broken) {
			throw new IllegalStateException("No model");
		}
		return this.gate.thenApply((open) -> texts.stream().map(WordVectors::embed).toList());
	}

	private static Embedding embed(String text) {
		String[] words = text.toLowerCase(Locale.ROOT).split("\\W+");
		float[] vector = new float[DIMENSION];
		for (String word : words) {
			vector[Math.floorMod(word.hashCode() * 31, DIMENSION)] += 1;
		}
		double square = 0;
		for (float number : vector) {
			square += number * number;
		}
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] /= (float) Math.sqrt(square);
		}
		return new Embedding(vector, words.length > READS);
	}

}
