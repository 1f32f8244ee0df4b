package io.github.claudecache.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in the memory of this process, with the same semantics as a shared store.
 * Bounded in entries, tenants and tags; whatever bound is reached costs hits, never
 * correctness. An invalidation reaches this process only.
 * <p>
 * Safe for use by many threads. Every stage is complete when it is returned.
 *
 * @since 0.1.0
 */
public final class InMemoryAnswerStore implements AnswerStore {

	// About what an entry weighs beside its text: key, stamp, card and index rows.
	private static final int ENTRY_OVERHEAD_BYTES = 1024;

	private final InstantSource clock;

	private final Executor sweeper;

	private final Cache<EntryKey, StoredEntry> entries;

	private final TagIndex index = new TagIndex();

	private final Ledgers ledgers;

	/**
	 * Creates a store with default bounds that reads the system clock and sweeps on the
	 * common pool.
	 */
	public InMemoryAnswerStore() {
		this(Settings.DEFAULT, InstantSource.system(), ForkJoinPool.commonPool());
	}

	/**
	 * Creates a store.
	 * @param settings the bounds
	 * @param clock the time
	 * @param sweeper runs the clean-up after an invalidation
	 */
	public InMemoryAnswerStore(Settings settings, InstantSource clock, Executor sweeper) {
		this.clock = clock;
		this.sweeper = sweeper;
		this.ledgers = new Ledgers(settings, clock);
		this.entries = Caffeine.newBuilder()
			.maximumWeight(settings.maxBytes())
			.weigher((EntryKey key, StoredEntry entry) -> weight(entry))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.expireAfter(Expiry.<EntryKey, StoredEntry>writing((key, entry) -> untilExpiry(entry)))
			.executor(sweeper)
			.evictionListener((key, entry, cause) -> {
				if (key != null && entry != null) {
					this.index.remove(key, entry.answer().tags());
				}
			})
			.build();
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		StoredEntry entry = this.entries.getIfPresent(key);
		return CompletableFuture.completedStage(reading(key, entry, tags, false));
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		StoredEntry entry = this.entries.getIfPresent(key);
		return CompletableFuture.completedStage(reading(key, entry, tags, true));
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return CompletableFuture.completedStage(this.ledgers.standing(tenant, tags));
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		AtomicReference<StoreOutcome> outcome = new AtomicReference<>(StoreOutcome.STORED);
		this.entries.asMap().compute(entry.key(), (key, present) -> {
			if (present != null && present.stamp().comparableTo(entry.stamp())
					&& present.stamp().youngerThan(entry.stamp())) {
				outcome.set(StoreOutcome.YOUNGER_PRESENT);
				return present;
			}
			if (present != null) {
				this.index.remove(key, present.answer().tags());
			}
			this.index.add(key, entry.answer().tags());
			return entry;
		});
		return CompletableFuture.completedStage(outcome.get());
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		long stamp = this.ledgers.invalidate(scope, tags);
		long estimated = -1;
		if (scope instanceof InvalidationScope.OneTenant one) {
			Collection<Tag> swept = tags.isEmpty() ? this.index.tags(one.tenant()) : Set.copyOf(tags);
			estimated = tags.isEmpty() ? -1
					: tags.stream().mapToLong((tag) -> this.index.size(one.tenant(), tag)).max().orElse(0);
			this.sweeper.execute(() -> swept.forEach((tag) -> sweep(one.tenant(), tag)));
		}
		return CompletableFuture.completedStage(new Invalidation(Invalidation.Status.APPLIED, scope, tags, stamp,
				estimated, false, Invalidation.NO_REPLICAS_ASKED));
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		List<TagCount> counts = this.index.tags(tenant)
			.stream()
			.filter((tag) -> !marksOneEntry(tenant, tag))
			.map((tag) -> new TagCount(tag, live(tenant, tag).count()))
			.filter((count) -> count.entries() > 0)
			.sorted(Comparator.comparingLong(TagCount::entries).reversed().thenComparing(TagCount::tag))
			.limit(limit)
			.toList();
		return CompletableFuture.completedStage(counts);
	}

	@Override
	public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
		return CompletableFuture.completedStage(live(tenant, tag).limit(limit).toList());
	}

	@Override
	public CompletionStage<TagCount> count(TenantId tenant, Tag tag) {
		return CompletableFuture.completedStage(new TagCount(tag, live(tenant, tag).count()));
	}

	/**
	 * Drops the ledger of a scope, as reaching the largest number of tenants does: what
	 * was stored before can no longer be proved fresh and is never served again, whatever
	 * is invalidated later. For tests of what an application then does.
	 * @param scope one tenant, or all tenants for the global ledger
	 */
	public void forgetLedger(InvalidationScope scope) {
		this.ledgers.forget(scope);
	}

	@Override
	public StoreStatus status() {
		return new StoreStatus("memory", true, false, null);
	}

	@Override
	public void close() {
		this.entries.invalidateAll();
	}

	// The ledgers are read after the entry: an invalidation in between is seen.
	private Reading reading(EntryKey key, @Nullable StoredEntry entry, Set<Tag> tags, boolean begin) {
		Set<Tag> known = tags;
		if (entry != null && !tags.containsAll(entry.answer().tags())) {
			known = new HashSet<>(tags);
			known.addAll(entry.answer().tags());
		}
		Standing standing = begin ? this.ledgers.begin(key.tenant(), known)
				: this.ledgers.standing(key.tenant(), known);
		return (entry != null) ? Reading.of(entry, standing) : Reading.empty(standing);
	}

	private Stream<StoredEntry> live(TenantId tenant, Tag tag) {
		Instant now = this.clock.instant();
		return this.index.entries(tenant, tag)
			.stream()
			.map((fingerprint) -> this.entries.getIfPresent(new EntryKey(tenant, fingerprint)))
			.filter(Objects::nonNull)
			.filter((entry) -> now.isBefore(entry.expires()) && valid(entry));
	}

	private boolean marksOneEntry(TenantId tenant, Tag tag) {
		Set<Fingerprint> entries = this.index.entries(tenant, tag);
		return entries.size() == 1 && tag.equals(Tag.ofEntry(entries.iterator().next()));
	}

	private boolean valid(StoredEntry entry) {
		return this.ledgers.standing(entry.key().tenant(), entry.answer().tags())
			.validity(entry.stamp()) == Validity.VALID;
	}

	// Removes what the ledger has voided. An entry that was stored again in the meantime
	// is
	// valid and keeps its row.
	private void sweep(TenantId tenant, Tag tag) {
		for (Fingerprint fingerprint : this.index.entries(tenant, tag)) {
			this.entries.asMap().computeIfPresent(new EntryKey(tenant, fingerprint), (key, entry) -> {
				if (valid(entry)) {
					return entry;
				}
				this.index.remove(key, entry.answer().tags());
				return null;
			});
		}
	}

	private Duration untilExpiry(StoredEntry entry) {
		Duration left = Duration.between(this.clock.instant(), entry.expires());
		return left.isNegative() ? Duration.ZERO : left;
	}

	private static int weight(StoredEntry entry) {
		return (int) Math.min(Integer.MAX_VALUE, ENTRY_OVERHEAD_BYTES + 2L * entry.answer().payload().body().length());
	}

	/**
	 * The bounds of a store.
	 *
	 * @param maxBytes about how much memory entries may take, at least 1 MiB
	 * @param maxTenants how many tenants have a ledger; the answers of the others are
	 * forgotten
	 * @param maxTagsPerTenant how many invalidated tags a ledger remembers one by one
	 * @param retention how long the invalidation of a tag is remembered one by one: the
	 * longest TTL or more
	 */
	public record Settings(long maxBytes, int maxTenants, int maxTagsPerTenant, Duration retention) {

		/**
		 * 64 MiB, 10,000 tenants, 10,000 tags, 8 days.
		 */
		public static final Settings DEFAULT = new Settings(64L * 1024 * 1024, 10_000, 10_000, Duration.ofDays(8));

		private static final long MIN_BYTES = 1024L * 1024;

		/**
		 * Creates bounds.
		 * @throws IllegalArgumentException if a bound is too small to work with
		 */
		public Settings {
			if (maxBytes < MIN_BYTES) {
				throw new IllegalArgumentException("maxBytes must be at least " + MIN_BYTES + " but is " + maxBytes);
			}
			if (maxTenants < 1 || maxTagsPerTenant < 1 || retention.isNegative() || retention.isZero()) {
				throw new IllegalArgumentException("maxTenants, maxTagsPerTenant and retention must be positive");
			}
		}

	}

}
