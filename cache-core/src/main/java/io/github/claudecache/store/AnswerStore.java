package io.github.claudecache.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * Keeps entries and the two ledgers. Each operation is one unit for the caller, so that a
 * remote store can do it in one round trip; a store must never answer from memory what
 * its ledger has not confirmed.
 * <p>
 * Stages complete exceptionally when the store is away, slow or holds something that is
 * not its own; the cache counts that and asks Claude. Stages may complete on any thread.
 * Implementations are safe for use by many threads and must not block the caller for I/O.
 *
 * @since 0.1.0
 */
public interface AnswerStore extends AutoCloseable {

	/**
	 * Reads the entry, then both ledgers for the given tags and those of the entry. Never
	 * writes. The entry may come without its card.
	 * @param key the key of the entry
	 * @param tags the tags that the request knows of
	 * @return what is there
	 */
	CompletionStage<Reading> read(EntryKey key, Set<Tag> tags);

	/**
	 * As {@link #read}, and begins a ledger that is missing. Its standing is the capture
	 * of a computation: it is complete, and it was read before the stage completes.
	 * @param key the key of the entry
	 * @param tags the tags that the request knows of
	 * @return what is there
	 */
	CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags);

	/**
	 * Reads both ledgers.
	 * @param tenant the tenant
	 * @param tags all tags of an answer
	 * @return what the ledgers say
	 */
	CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags);

	/**
	 * Keeps an entry and indexes it under its tags. An entry of the same eras that is
	 * younger by either ledger stays instead.
	 * @param entry the entry
	 * @return what became of it
	 */
	CompletionStage<StoreOutcome> store(StoredEntry entry);

	/**
	 * Writes one stamp for all the tags, or for the whole scope if there is none. The
	 * stamp is higher than any that was given out, whatever the clock says. Giving back
	 * memory may happen later.
	 * @param scope how far to reach
	 * @param tags the tags; empty for everything in the scope
	 * @return what was done, applied
	 */
	CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags);

	/**
	 * The tags of a tenant's live entries, without the automatic tag of each single
	 * entry.
	 * @param tenant the tenant
	 * @param limit the largest number of tags to return
	 * @return the tags, those with most entries first
	 */
	CompletionStage<List<TagCount>> tags(TenantId tenant, int limit);

	/**
	 * Live entries that carry a tag, with their cards: what an invalidation of it would
	 * void.
	 * @param tenant the tenant
	 * @param tag the tag
	 * @param limit the largest number of entries to return
	 * @return the entries, in no order
	 */
	CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit);

	/**
	 * How many live entries carry a tag.
	 * @param tenant the tenant
	 * @param tag the tag
	 * @return the number
	 */
	CompletionStage<TagCount> count(TenantId tenant, Tag tag);

	/**
	 * Whether every stage completes in a short time whatever happens, so that the cache
	 * need not watch over each of them.
	 * @return {@code true} if the store has a limit of its own
	 */
	default boolean limitsItself() {
		return false;
	}

	/**
	 * How the store is doing, without asking it.
	 * @return the last known state
	 */
	StoreStatus status();

	/**
	 * Releases connections and threads. Entries of a remote store stay.
	 */
	@Override
	void close();

}
