package io.github.claudecache.redis;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

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

	// Beyond it, everything is void until one invalidation of everything is confirmed.
	private static final int MAX_REMEMBERED = 1000;

	private static final Pending EVERYTHING = new Pending(InvalidationScope.allTenants(), Set.of());

	// The number tells a failure from an earlier one of the same tags, which may be
	// confirmed only afterwards.
	private final Map<Pending, Long> pending = new ConcurrentHashMap<>();

	private final AtomicLong failures = new AtomicLong();

	void add(InvalidationScope scope, Set<Tag> tags) {
		Pending failed = new Pending(scope, Set.copyOf(tags));
		long number = this.failures.incrementAndGet();
		if (this.pending.size() < MAX_REMEMBERED || this.pending.containsKey(failed)) {
			this.pending.put(failed, number);
		}
		else {
			this.pending.put(EVERYTHING, number);
			this.pending.keySet().retainAll(Set.of(EVERYTHING));
		}
	}

	void applied(Pending applied, long number) {
		this.pending.remove(applied, number);
	}

	Map<Pending, Long> all() {
		return Map.copyOf(this.pending);
	}

	int size() {
		return this.pending.size();
	}

	Standing over(Standing standing, TenantId tenant, Collection<Tag> tags) {
		if (this.pending.isEmpty()) {
			return standing;
		}
		LedgerView ofTenant = standing.tenant();
		LedgerView global = standing.global();
		for (Pending invalidation : this.pending.keySet()) {
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
