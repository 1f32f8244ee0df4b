package io.github.claudecache.store;

import java.time.Instant;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.FactorCard;

/**
 * An answer with everything that is needed to prove that it may be served.
 *
 * @param key whose answer to what it is, repeated so that a reader can tell a value that
 * was stored for another key
 * @param cache the name of its cache
 * @param scope the fingerprint of everything but the message
 * @param card the digests of its factors
 * @param answer the answer
 * @param stamp when its computation began, in the time of the ledgers
 * @param expires when it must no longer be served
 * @since 0.1.0
 */
public record StoredEntry(EntryKey key, String cache, Fingerprint scope, FactorCard card, CachedAnswer answer,
		Stamp stamp, Instant expires) {
}
