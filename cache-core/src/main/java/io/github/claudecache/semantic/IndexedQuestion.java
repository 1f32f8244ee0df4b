package io.github.claudecache.semantic;

import java.time.Instant;
import java.util.List;

import io.github.claudecache.identity.Fingerprint;

/**
 * A question whose answer is in the store.
 *
 * @param entry the exact fingerprint of its entry
 * @param question the question
 * @param embeddings the vectors of its variants, that of the question itself first
 * @param expires when its entry expires
 * @since 0.1.0
 */
public record IndexedQuestion(Fingerprint entry, PreparedQuestion question, List<Embedding> embeddings,
		Instant expires) {

	/**
	 * Creates a question.
	 */
	public IndexedQuestion {
		embeddings = List.copyOf(embeddings);
	}

}
