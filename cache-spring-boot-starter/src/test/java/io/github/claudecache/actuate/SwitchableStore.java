package io.github.claudecache.actuate;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoreStatus;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.store.TagCount;

/**
 * A store that can go away and come back, as a remote one does.
 */
public final class SwitchableStore implements AnswerStore {

	private final InMemoryAnswerStore store = new InMemoryAnswerStore();

	private final AtomicBoolean away = new AtomicBoolean();

	public void goAway() {
		this.away.set(true);
	}

	public void comeBack() {
		this.away.set(false);
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		return reached(() -> this.store.read(key, tags));
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return reached(() -> this.store.capture(key, tags));
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return reached(() -> this.store.check(tenant, tags));
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		return reached(() -> this.store.store(entry));
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		return reached(() -> this.store.invalidate(scope, tags));
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		return reached(() -> this.store.tags(tenant, limit));
	}

	@Override
	public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
		return reached(() -> this.store.entries(tenant, tag, limit));
	}

	@Override
	public CompletionStage<TagCount> count(TenantId tenant, Tag tag) {
		return reached(() -> this.store.count(tenant, tag));
	}

	@Override
	public StoreStatus status() {
		return new StoreStatus("switchable", !this.away.get(), true, this.away.get() ? "Connection refused" : null);
	}

	@Override
	public void close() {
		this.store.close();
	}

	private <T> CompletionStage<T> reached(Supplier<CompletionStage<T>> operation) {
		return this.away.get()
				? CompletableFuture.failedStage(new IllegalStateException("secret-host:6379\nINFO Connection refused"))
				: operation.get();
	}

}
