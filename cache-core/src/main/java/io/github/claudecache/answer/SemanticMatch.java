package io.github.claudecache.answer;

import io.github.claudecache.identity.Fingerprint;

/**
 * Why the answer to another wording was served.
 *
 * @param source the exact fingerprint of the entry that was served
 * @param similarity the cosine of the two questions
 * @param score how likely the answer serves both, from 0 to 1
 * @since 0.1.0
 */
public record SemanticMatch(Fingerprint source, double similarity, double score) {
}
