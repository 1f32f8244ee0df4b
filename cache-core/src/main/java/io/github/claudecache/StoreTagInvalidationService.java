package io.github.claudecache;

import java.util.Collection;
import java.util.Set;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.AnswerStore;

/**
 * Writes invalidations to the store, after the commit if there is a transaction. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
public final class StoreTagInvalidationService implements TagInvalidationService {

	private final AnswerStore store;

	private final TransactionBoundary transactions;

	private final ClaudeCacheListener listener;

	/**
	 * Creates a service.
	 * @param store where the ledgers are
	 * @param transactions the caller's transaction
	 * @param listener is told of every invalidation, applied or failed; must not throw
	 */
	public StoreTagInvalidationService(AnswerStore store, TransactionBoundary transactions,
			ClaudeCacheListener listener) {
		this.store = store;
		this.transactions = transactions;
		this.listener = listener;
	}

	@Override
	public Invalidation invalidate(TenantId tenant, Collection<Tag> tags) {
		return run(InvalidationScope.of(tenant), checked(tags));
	}

	@Override
	public Invalidation invalidateTenant(TenantId tenant) {
		return run(InvalidationScope.of(tenant), Set.of());
	}

	@Override
	public Invalidation invalidateForAllTenants(Collection<Tag> tags) {
		return run(InvalidationScope.allTenants(), checked(tags));
	}

	@Override
	public Invalidation invalidateEverything() {
		return run(InvalidationScope.allTenants(), Set.of());
	}

	private static Set<Tag> checked(Collection<Tag> tags) {
		// Refuses null: a store that fails half-way through the tags has voided some.
		Set<Tag> distinct = Set.copyOf(tags);
		if (distinct.isEmpty() || distinct.size() > MAX_TAGS) {
			throw new IllegalArgumentException(
					"An invalidation has 1 to " + MAX_TAGS + " tags but " + distinct.size() + " were given");
		}
		return distinct;
	}

	private Invalidation run(InvalidationScope scope, Set<Tag> tags) {
		if (this.transactions.active()) {
			this.transactions.afterCommit(() -> apply(scope, tags));
			return Invalidation.deferred(scope, tags);
		}
		return apply(scope, tags);
	}

	private Invalidation apply(InvalidationScope scope, Set<Tag> tags) {
		Invalidation applied;
		try {
			applied = this.store.invalidate(scope, tags).toCompletableFuture().join();
		}
		catch (RuntimeException ex) {
			Throwable cause = Throwables.unwrap(ex);
			this.listener.onEvent(new CacheEvent.InvalidationFailed(scope, cause));
			throw new InvalidationFailedException("Not invalidated for " + scope + ": "
					+ (tags.isEmpty() ? "everything" : tags) + ". The answers may still be served; repeat the call.",
					cause);
		}
		this.listener.onEvent(new CacheEvent.Invalidated(applied));
		return applied;
	}

}
