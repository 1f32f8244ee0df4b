package io.github.claudecache.store;

import java.time.Instant;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.FactorCard;
import org.jspecify.annotations.Nullable;

/**
 * An answer with everything that is needed to prove that it may be served.
 *
 * @param key whose answer to what it is, repeated so that a reader can tell a value that
 * was stored for another key
 * @param cache the name of its cache
 * @param scope the fingerprint of everything but the message
 * @param card the digests of its factors; always there when an entry is stored. A store
 * may leave it out of a reading, because it proves nothing, but gives it when entries are
 * listed
 * @param answer the answer
 * @param stamp when its computation began, in the time of the ledgers
 * @param expires when it must no longer be served
 * @since 0.1.0
 */
public record StoredEntry(EntryKey key, String cache, Fingerprint scope, @Nullable FactorCard card, CachedAnswer answer,
		Stamp stamp, Instant expires) {

	/**
	 * The same entry with its card.
	 * @param card the digests of its factors, or {@code null} to leave them out
	 * @return the entry
	 */
	public StoredEntry with(@Nullable FactorCard card) {
		return new StoredEntry(this.key, this.cache, this.scope, card, this.answer, this.stamp, this.expires);
	}

}
