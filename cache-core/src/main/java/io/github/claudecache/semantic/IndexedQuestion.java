package io.github.claudecache.semantic;

import java.time.Instant;

import io.github.claudecache.identity.Fingerprint;

/**
 * A question whose answer is in the store.
 *
 * @param entry the exact fingerprint of its entry
 * @param question the question
 * @param embedding the vector of its canonical form
 * @param expires when its entry expires
 * @since 0.1.0
 */
public record IndexedQuestion(Fingerprint entry, PreparedQuestion question, Embedding embedding, Instant expires) {
}
