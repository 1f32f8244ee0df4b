package io.github.claudecache.embedding;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.semantic.Embedding;

/**
 * The texts of one call: those that are wanted, and those that show whether they were
 * read from end to end.
 */
final class EmbeddingBatch {

	// What hardly any question has there already.
	private static final String MORE = "zebra quartz violin walnut glacier trumpet saddle comet";

	// Servers that compute with half precision give the same text slightly different
	// vectors in different batches.
	private static final double SAME = 1 - 1e-4;

	private final int wanted;

	private final List<String> texts;

	private final int[] firstVariation;

	/**
	 * Creates a batch.
	 * @param wanted the texts
	 * @param certainTokens how many tokens the model certainly reads
	 */
	EmbeddingBatch(List<String> wanted, int certainTokens) {
		this.wanted = wanted.size();
		this.texts = new ArrayList<>(wanted);
		this.firstVariation = new int[this.wanted];
		for (int i = 0; i < this.wanted; i++) {
			if (TextLength.mostTokens(wanted.get(i)) > certainTokens) {
				this.firstVariation[i] = this.texts.size();
				this.texts.add(MORE + " " + wanted.get(i));
				this.texts.add(wanted.get(i) + " " + MORE);
			}
		}
	}

	List<String> texts() {
		return this.texts;
	}

	/**
	 * The vectors of the wanted texts.
	 * @param vectors the vectors of all texts
	 * @throws IllegalStateException if there is not one for each
	 */
	List<Embedding> embeddings(List<float[]> vectors) {
		List<Embedding> all = ModelEmbeddings.normalised(vectors, this.texts.size())
			.stream()
			.map((vector) -> new Embedding(vector, false))
			.toList();
		List<Embedding> embeddings = new ArrayList<>(this.wanted);
		for (int i = 0; i < this.wanted; i++) {
			Embedding embedding = all.get(i);
			int variation = this.firstVariation[i];
			boolean truncated = variation > 0
					&& (same(embedding, all.get(variation)) || same(embedding, all.get(variation + 1)));
			embeddings.add(new Embedding(embedding.vector(), truncated));
		}
		return embeddings;
	}

	// What is not a number is the same as everything: nothing is known of it.
	static boolean same(Embedding one, Embedding other) {
		return !(one.cosine(other) < SAME);
	}

}
