package io.github.claudecache.testsupport.store;

import java.util.Set;
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
import io.github.claudecache.store.StoredEntry;

/**
 * Sends every operation of {@link StoreOperation} through one method, so that whatever
 * happens around operations is written once. As safe for use by many threads as the other
 * store and that method.
 *
 * @since 0.1.0
 */
public abstract class InterceptedAnswerStore extends ForwardingAnswerStore {

	/**
	 * Creates a store.
	 * @param delegate the store that does the work
	 */
	protected InterceptedAnswerStore(AnswerStore delegate) {
		super(delegate);
	}

	/**
	 * Performs an operation, or does something else.
	 * @param <R> the type of the result
	 * @param operation which operation
	 * @param call performs it on the other store
	 * @return what the caller of the operation gets
	 */
	protected abstract <R> CompletionStage<R> around(StoreOperation operation, Supplier<CompletionStage<R>> call);

	@Override
	public final CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		return around(StoreOperation.READ, () -> super.read(key, tags));
	}

	@Override
	public final CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return around(StoreOperation.CAPTURE, () -> super.capture(key, tags));
	}

	@Override
	public final CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return around(StoreOperation.CHECK, () -> super.check(tenant, tags));
	}

	@Override
	public final CompletionStage<StoreOutcome> store(StoredEntry entry) {
		return around(StoreOperation.STORE, () -> super.store(entry));
	}

	@Override
	public final CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		return around(StoreOperation.INVALIDATE, () -> super.invalidate(scope, tags));
	}

}
