package io.github.claudecache.testsupport.control;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

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
import org.jspecify.annotations.Nullable;

/**
 * A map of entries, and whatever a subclass takes for a ledger.
 */
abstract class ControlStore implements AnswerStore {

	private final Map<EntryKey, StoredEntry> entries = new ConcurrentHashMap<>();

	abstract Standing standing(TenantId tenant, Set<Tag> tags);

	abstract void invalidated(InvalidationScope scope, Set<Tag> tags);

	final Map<EntryKey, StoredEntry> entries() {
		return this.entries;
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		@Nullable StoredEntry entry = this.entries.get(key);
		Set<Tag> all = (entry != null) ? entry.answer().tags() : tags;
		return CompletableFuture.completedStage(new Reading(entry, standing(key.tenant(), all), null));
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return read(key, tags);
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return CompletableFuture.completedStage(standing(tenant, tags));
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		this.entries.put(entry.key(), entry);
		return CompletableFuture.completedStage(StoreOutcome.STORED);
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		invalidated(scope, tags);
		return CompletableFuture.completedStage(new Invalidation(Invalidation.Status.APPLIED, scope, tags, 1, -1, false,
				Invalidation.NO_REPLICAS_ASKED));
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		return CompletableFuture.completedStage(List.of());
	}

	@Override
	public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
		return CompletableFuture.completedStage(List.of());
	}

	@Override
	public CompletionStage<TagCount> count(TenantId tenant, Tag tag) {
		return CompletableFuture.completedStage(new TagCount(tag, 0));
	}

	@Override
	public StoreStatus status() {
		return new StoreStatus("control", true, false, "wrong on purpose");
	}

	@Override
	public void close() {
		this.entries.clear();
	}

	static boolean reaches(InvalidationScope scope, TenantId tenant) {
		return !(scope instanceof InvalidationScope.OneTenant one) || one.tenant().equals(tenant);
	}

}
