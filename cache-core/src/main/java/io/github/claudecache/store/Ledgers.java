package io.github.claudecache.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of all tenants and the global one. A ledger that is dropped because there
 * are too many tenants begins again in a new era, so what it had voided stays void.
 */
final class Ledgers {

	private final InstantSource clock;

	private final long retentionMicros;

	private final int maxTags;

	private final Cache<TenantId, Ledger> tenants;

	private final AtomicReference<@Nullable Ledger> global = new AtomicReference<>();

	Ledgers(InMemoryAnswerStore.Settings settings, InstantSource clock) {
		this.clock = clock;
		this.retentionMicros = micros(settings.retention());
		this.maxTags = settings.maxTagsPerTenant();
		this.tenants = Caffeine.newBuilder().maximumSize(settings.maxTenants()).executor(Runnable::run).build();
	}

	Standing standing(TenantId tenant, Set<Tag> tags) {
		return new Standing(view(this.tenants.getIfPresent(tenant), tags), view(this.global.get(), tags));
	}

	Standing begin(TenantId tenant, Set<Tag> tags) {
		return new Standing(beginTenant(tenant).view(tags), beginGlobal().view(tags));
	}

	long invalidate(InvalidationScope scope, Set<Tag> tags) {
		long now = ChronoUnit.MICROS.between(Instant.EPOCH, this.clock.instant());
		if (scope instanceof InvalidationScope.OneTenant one) {
			return invalidate(() -> beginTenant(one.tenant()), tags, now);
		}
		return invalidate(this::beginGlobal, tags, now);
	}

	// A ledger that was dropped while it was written to has a successor that knows
	// nothing
	// of the stamp, so it is written there too.
	private static long invalidate(Supplier<Ledger> current, Set<Tag> tags, long now) {
		while (true) {
			Ledger ledger = current.get();
			long stamp = ledger.invalidate(tags, now);
			if (current.get() == ledger) {
				return stamp;
			}
		}
	}

	void forget(InvalidationScope scope) {
		if (scope instanceof InvalidationScope.OneTenant one) {
			this.tenants.invalidate(one.tenant());
		}
		else {
			this.global.set(null);
		}
	}

	private Ledger beginTenant(TenantId tenant) {
		return this.tenants.get(tenant, (any) -> newLedger());
	}

	private Ledger beginGlobal() {
		Ledger present = this.global.get();
		while (present == null) {
			this.global.compareAndSet(null, newLedger());
			present = this.global.get();
		}
		return present;
	}

	private Ledger newLedger() {
		return new Ledger(this.retentionMicros, this.maxTags);
	}

	private static LedgerView view(@Nullable Ledger ledger, Set<Tag> tags) {
		return (ledger != null) ? ledger.view(tags) : LedgerView.MISSING;
	}

	private static long micros(Duration duration) {
		return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1_000;
	}

}
