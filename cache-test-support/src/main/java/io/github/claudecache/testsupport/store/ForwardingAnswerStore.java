package io.github.claudecache.testsupport.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoreStatus;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.store.TagCount;

/**
 * A store that hands everything on to another one; what differs is overridden. As safe
 * for use by many threads as the other store.
 *
 * @since 0.1.0
 */
public abstract class ForwardingAnswerStore implements AnswerStore {

	private final AnswerStore delegate;

	/**
	 * Creates a store.
	 * @param delegate the store that does the work
	 */
	protected ForwardingAnswerStore(AnswerStore delegate) {
		this.delegate = delegate;
	}

	/**
	 * The store that does the work.
	 * @return the other store
	 */
	protected final AnswerStore delegate() {
		return this.delegate;
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		return this.delegate.read(key, tags);
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return this.delegate.capture(key, tags);
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return this.delegate.check(tenant, tags);
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		return this.delegate.store(entry);
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		return this.delegate.invalidate(scope, tags);
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		return this.delegate.tags(tenant, limit);
	}

	@Override
	public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
		return this.delegate.entries(tenant, tag, limit);
	}

	@Override
	public CompletionStage<TagCount> count(TenantId tenant, Tag tag) {
		return this.delegate.count(tenant, tag);
	}

	@Override
	public StoreStatus status() {
		return this.delegate.status();
	}

	@Override
	public void close() {
		this.delegate.close();
	}

}
