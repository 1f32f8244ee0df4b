package io.github.claudecache;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.event.CacheEvent.StoreFailed;
import io.github.claudecache.event.CacheEvent.StoreFailed.Operation;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;

/**
 * The store as readers see it: whatever goes wrong is told to the listeners and arrives
 * as a stage that failed, never as an exception and never as a stage that does not
 * complete.
 */
final class StoreAccess {

	private final AnswerStore store;

	private final boolean limitsItself;

	private final Patience patience;

	private final Duration limit;

	private final ClaudeCacheListener listener;

	StoreAccess(AnswerStore store, Patience patience, Duration limit, ClaudeCacheListener listener) {
		this.store = store;
		this.limitsItself = store.limitsItself();
		this.patience = patience;
		this.limit = limit;
		this.listener = listener;
	}

	CompletableFuture<Reading> read(EntryKey key, Set<Tag> tags) {
		return guarded(Operation.READ, () -> this.store.read(key, tags));
	}

	CompletableFuture<Reading> capture(EntryKey key, Set<Tag> tags) {
		return guarded(Operation.CAPTURE, () -> this.store.capture(key, tags));
	}

	CompletableFuture<Standing> check(TenantId tenant, Set<Tag> tags) {
		return guarded(Operation.CHECK, () -> this.store.check(tenant, tags));
	}

	CompletableFuture<StoreOutcome> store(StoredEntry entry) {
		return guarded(Operation.STORE, () -> this.store.store(entry));
	}

	private <R> CompletableFuture<R> guarded(Operation operation, Supplier<CompletionStage<R>> call) {
		CompletableFuture<R> result;
		try {
			CompletableFuture<R> reply = call.get().toCompletableFuture();
			result = (this.limitsItself || reply.isDone()) ? reply : this.patience.await(reply, this.limit);
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			result = CompletableFuture.failedFuture(ex);
		}
		return result.<R>thenApply(Objects::requireNonNull).whenComplete((value, error) -> {
			// A store that was not asked has not failed.
			if (error != null && !Throwables.away(error)) {
				this.listener.onEvent(new StoreFailed(operation, Throwables.unwrap(error)));
			}
		});
	}

}
