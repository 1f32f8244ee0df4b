package io.github.claudecache.key;

import io.github.claudecache.identity.Fingerprint;

/**
 * What stands for a request.
 *
 * @param exact of everything: the key of the exact tier
 * @param scope of everything but the message: only answers with the same scope are ever
 * compared by meaning
 * @param card the digest of each factor, to say which one changed
 * @since 0.1.0
 */
public record Fingerprints(Fingerprint exact, Fingerprint scope, FactorCard card) {
}
