package io.github.claudecache.sample.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

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
import io.github.claudecache.store.StoreUnavailableException;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.store.TagCount;

/**
 * A store that can be taken away. While it is, it fails as one on Redis does that is
 * known to be away: at once, and without an effect.
 */
final class StoppableStore implements AnswerStore {

	private static final String STOPPED = "The store was stopped by hand";

	private final AnswerStore store;

	private final StoreSwitch control;

	StoppableStore(AnswerStore store, StoreSwitch control) {
		this.store = store;
		this.control = control;
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		return unlessStopped(() -> this.store.read(key, tags));
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return unlessStopped(() -> this.store.capture(key, tags));
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return unlessStopped(() -> this.store.check(tenant, tags));
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		return unlessStopped(() -> this.store.store(entry));
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		return unlessStopped(() -> this.store.invalidate(scope, tags));
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		return unlessStopped(() -> this.store.tags(tenant, limit));
	}

	@Override
	public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
		return unlessStopped(() -> this.store.entries(tenant, tag, limit));
	}

	@Override
	public CompletionStage<TagCount> count(TenantId tenant, Tag tag) {
		return unlessStopped(() -> this.store.count(tenant, tag));
	}

	@Override
	public boolean limitsItself() {
		return this.store.limitsItself();
	}

	@Override
	public StoreStatus status() {
		StoreStatus status = this.store.status();
		return this.control.isStopped() ? new StoreStatus(status.kind(), false, status.shared(), STOPPED) : status;
	}

	@Override
	public void close() {
		this.store.close();
	}

	private <T> CompletionStage<T> unlessStopped(Supplier<CompletionStage<T>> operation) {
		return this.control.isStopped() ? CompletableFuture.failedFuture(new StoreUnavailableException(STOPPED))
				: operation.get();
	}

}
