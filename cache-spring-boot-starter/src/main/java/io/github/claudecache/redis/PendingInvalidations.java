package io.github.claudecache.redis;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * Invalidations that Redis has not confirmed. Their caller was told that they failed;
 * this node treats their tags as void at once and sends them again until they are
 * applied.
 */
final class PendingInvalidations {

	// Higher than any stamp that a server gives out.
	private static final long VOID = Long.MAX_VALUE;

	private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

	void add(InvalidationScope scope, Set<Tag> tags) {
		this.pending.add(new Pending(scope, Set.copyOf(tags)));
	}

	void applied(Pending applied) {
		this.pending.remove(applied);
	}

	Collection<Pending> all() {
		return Set.copyOf(this.pending);
	}

	Standing over(Standing standing, TenantId tenant, Collection<Tag> tags) {
		if (this.pending.isEmpty()) {
			return standing;
		}
		LedgerView ofTenant = standing.tenant();
		LedgerView global = standing.global();
		for (Pending invalidation : this.pending) {
			if (!invalidation.tags().isEmpty() && invalidation.tags().stream().noneMatch(tags::contains)) {
				continue;
			}
			if (invalidation.scope() instanceof InvalidationScope.AllTenants) {
				global = voided(global);
			}
			else if (invalidation.scope().equals(InvalidationScope.of(tenant))) {
				ofTenant = voided(ofTenant);
			}
		}
		return new Standing(ofTenant, global);
	}

	private static LedgerView voided(LedgerView view) {
		return view.present() ? new LedgerView(view.era(), view.last(), VOID) : view;
	}

	record Pending(InvalidationScope scope, Set<Tag> tags) {
	}

}
