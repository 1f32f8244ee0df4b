package io.github.claudecache.testsupport.store;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;

/**
 * Reads in two halves, as a remote store does that sends them in one pipeline: the entry
 * (R1 of the design) and the ledgers (R2), in either order, with room for an action in
 * between. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class SplitReadStore extends ForwardingAnswerStore {

	private final Half first;

	private final Runnable between;

	/**
	 * Creates a store.
	 * @param delegate the store that does the work
	 * @param first which half comes first
	 * @param between what happens between the halves of every read; runs on a thread of
	 * its own
	 */
	public SplitReadStore(AnswerStore delegate, Half first, Runnable between) {
		super(delegate);
		this.first = first;
		this.between = between;
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		return (this.first == Half.ENTRY) ? entryFirst(key, tags) : ledgersFirst(key, tags);
	}

	private CompletionStage<Reading> entryFirst(EntryKey key, Set<Tag> tags) {
		return delegate().read(key, tags)
			.thenCompose((read) -> pause().thenCompose((any) -> delegate().check(key.tenant(), all(tags, read)))
				.thenApply((standing) -> new Reading(read.entry(), standing, read.fault())));
	}

	private CompletionStage<Reading> ledgersFirst(EntryKey key, Set<Tag> tags) {
		return delegate().check(key.tenant(), tags)
			.thenCompose((checked) -> pause().thenCompose((any) -> delegate().read(key, tags))
				.thenCompose((read) -> standing(key, tags, read, checked)
					.thenApply((standing) -> new Reading(read.entry(), standing, read.fault()))));
	}

	// Tags that only the entry knows need a check of their own.
	private CompletionStage<Standing> standing(EntryKey key, Set<Tag> tags, Reading read, Standing checked) {
		Set<Tag> all = all(tags, read);
		return all.equals(tags) ? CompletableFuture.completedStage(checked) : delegate().check(key.tenant(), all);
	}

	private CompletionStage<Void> pause() {
		return CompletableFuture.runAsync(this.between);
	}

	private static Set<Tag> all(Set<Tag> tags, Reading read) {
		Set<Tag> all = new HashSet<>(tags);
		StoredEntry entry = read.entry();
		if (entry != null) {
			all.addAll(entry.answer().tags());
		}
		return all;
	}

	/**
	 * The halves of a read.
	 */
	public enum Half {

		/** The entry. */
		ENTRY,

		/** What the ledgers say. */
		LEDGERS

	}

}
