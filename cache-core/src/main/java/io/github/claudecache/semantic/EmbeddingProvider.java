package io.github.claudecache.semantic;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Turns texts into vectors. Safe for use by many threads; must not block the caller for
 * long. What it throws, and a stage that fails or is late, means that the semantic tier
 * is left out for that question.
 *
 * @since 0.1.0
 */
public interface EmbeddingProvider {

	/**
	 * What tells its vectors from those of others: the model, its version and whatever
	 * else changes them. Vectors of different identities never meet.
	 * @return a text that stays the same as long as the vectors do
	 */
	String identity();

	/**
	 * Embeds texts, in one batch if that is cheaper.
	 * @param texts one or more texts
	 * @return a vector for each of them, in the same order
	 */
	CompletionStage<List<Embedding>> embed(List<String> texts);

}
