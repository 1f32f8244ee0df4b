package io.github.claudecache.testsupport.control;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * The control for tags that remember the time of their last invalidation, a tag without a
 * time never having been invalidated: a clock that stands still or goes back, or a lost
 * time, makes void answers valid. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class WallClockAnswerStore extends ControlStore {

	private final InstantSource clock;

	private final Map<InvalidationScope, Map<Tag, Long>> voided = new ConcurrentHashMap<>();

	private final Map<InvalidationScope, Long> all = new ConcurrentHashMap<>();

	/**
	 * Creates an empty store.
	 * @param clock the time
	 */
	public WallClockAnswerStore(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Loses what was invalidated in a scope.
	 * @param scope one tenant, or all tenants
	 */
	public void forget(InvalidationScope scope) {
		this.voided.remove(scope);
		this.all.remove(scope);
	}

	@Override
	Standing standing(TenantId tenant, Set<Tag> tags) {
		return new Standing(view(InvalidationScope.of(tenant), tags), view(InvalidationScope.allTenants(), tags));
	}

	@Override
	void invalidated(InvalidationScope scope, Set<Tag> tags) {
		long now = this.clock.millis();
		if (tags.isEmpty()) {
			this.all.put(scope, now);
		}
		tags.forEach((tag) -> this.voided.computeIfAbsent(scope, (any) -> new ConcurrentHashMap<>()).put(tag, now));
	}

	private LedgerView view(InvalidationScope scope, Set<Tag> tags) {
		Map<Tag, Long> times = this.voided.getOrDefault(scope, Map.of());
		long latest = this.all.getOrDefault(scope, 0L);
		for (Tag tag : tags) {
			latest = Math.max(latest, times.getOrDefault(tag, 0L));
		}
		return new LedgerView(-1, this.clock.millis(), latest);
	}

}
