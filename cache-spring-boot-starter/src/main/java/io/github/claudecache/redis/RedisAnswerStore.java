package io.github.claudecache.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoreStatus;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.store.TagCount;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries and ledgers on Redis 6.2 or newer, standalone or cluster. A lookup is one
 * batch of three commands that write nothing. Safe for use by many threads; never blocks.
 * While Redis is away, stages fail at once, or after the operation timeout if it does not
 * answer.
 *
 * @since 0.1.0
 */
public final class RedisAnswerStore implements AnswerStore {

	private static final int COMPARED_TAGS = 1000;

	private static final int COUNTED_ONE_BY_ONE = 500;

	private final RedisLink link;

	private final RedisKeys keys;

	private final EntryFields fields;

	private final RedisLedgers ledgers;

	private final RedisIndex index;

	private final InstantSource clock;

	// Starts the clean-up that follows an invalidation; it goes on without a thread.
	private final Executor sweeper;

	private final Set<CompletableFuture<Void>> sweeps = ConcurrentHashMap.newKeySet();

	private final PendingInvalidations pending = new PendingInvalidations();

	/**
	 * Creates a store and begins to connect.
	 * @param connector opens connections
	 * @param namespace what all keys begin with
	 * @param settings limits
	 * @param clock the time by which entries are found to have expired
	 */
	public RedisAnswerStore(RedisConnector connector, Namespace namespace, Settings settings, InstantSource clock) {
		this(connector, namespace, settings, clock, Runnable::run);
	}

	RedisAnswerStore(RedisConnector connector, Namespace namespace, Settings settings, InstantSource clock,
			Executor sweeper) {
		this.link = new RedisLink(connector, settings.operationTimeout());
		this.keys = new RedisKeys(namespace, settings.longestTtl());
		this.fields = new EntryFields(namespace, settings.maxEntryBytes(), settings.compressAbove());
		this.ledgers = new RedisLedgers(this.link, this.keys, settings.retention());
		this.index = new RedisIndex(this.link, this.keys, clock);
		this.clock = clock;
		this.sweeper = sweeper;
		this.link.open();
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		return read(key, tags, EntryFields.SERVED);
	}

	private CompletableFuture<Reading> read(EntryKey key, Set<Tag> tags, List<byte[]> fields) {
		AsyncCommand<byte[], byte[], List<byte[]>> entry = this.fields.ask(this.keys.entry(key), fields);
		AsyncCommand<byte[], byte[], List<Double>> ofTenant = LedgerReader.ask(this.keys.ledger(key.tenant()), tags);
		AsyncCommand<byte[], byte[], List<Double>> global = LedgerReader.ask(this.keys.globalLedger(), tags);
		this.link.send(List.of(entry, ofTenant, global));
		CompletableFuture<Reading> reading = entry.exceptionally(EntryFields::foreignType)
			.toCompletableFuture()
			.thenCombine(RedisLedgers.standing(ofTenant, global),
					(values, standing) -> reading(key, values, standing, tags))
			.thenCompose((found) -> found);
		return this.link.limited(reading);
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return read(key, tags).thenCompose((reading) -> reading.standing().complete()
				? CompletableFuture.completedFuture(reading) : this.link.limited(
						this.ledgers.begin(key.tenant(), reading.standing()).thenCompose((begun) -> read(key, tags))));
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return this.link.limited(this.ledgers.standing(tenant, tags))
			.thenApply((standing) -> this.pending.over(standing, tenant, tags));
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		long ttl = Duration.between(this.clock.instant(), entry.expires()).toMillis();
		if (ttl <= 0) {
			return CompletableFuture.completedFuture(StoreOutcome.STORED);
		}
		CompletableFuture<Long> stored = RedisScript.STORE.integer(this.link, List.of(this.keys.entry(entry.key())),
				this.fields.arguments(entry, ttl));
		// The index may fail without consequences for freshness.
		CompletableFuture<?> indexed = this.index.add(entry).exceptionally((error) -> 0L);
		return this.link.limited(stored.thenCombine(indexed,
				(outcome, done) -> (outcome == 1) ? StoreOutcome.STORED : StoreOutcome.YOUNGER_PRESENT));
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		return this.link.limited(apply(scope, tags)).whenComplete((applied, error) -> {
			if (error != null) {
				this.pending.add(scope, tags);
			}
			else {
				resend();
			}
		});
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		return this.link.limited(this.index.tags(tenant, Math.max(limit, COMPARED_TAGS)).thenCompose((tags) -> {
			List<CompletableFuture<TagCount>> counts = tags.stream()
				.map((tag) -> count(tenant, tag).toCompletableFuture())
				.toList();
			return CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new))
				.thenApply((done) -> counts.stream()
					.map(CompletableFuture::join)
					.filter((count) -> count.entries() > 0)
					.sorted(Comparator.comparingLong(TagCount::entries).reversed().thenComparing(TagCount::tag))
					.limit(limit)
					.toList());
		}));
	}

	@Override
	public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
		return this.link
			.limited(this.index.entries(tenant, tag, Math.max(limit, COUNTED_ONE_BY_ONE)).thenCompose((keys) -> {
				List<CompletableFuture<@Nullable StoredEntry>> readings = new ArrayList<>();
				keys.forEach((key) -> readings.add(live(key, tag)));
				return CompletableFuture.allOf(readings.toArray(CompletableFuture[]::new))
					.thenApply((done) -> readings.stream()
						.map(CompletableFuture::join)
						.filter(Objects::nonNull)
						.limit(limit)
						.toList());
			}));
	}

	@Override
	public CompletionStage<TagCount> count(TenantId tenant, Tag tag) {
		// A set has dead members until it is swept, so a small one is looked through.
		return this.link.limited(this.index.count(tenant, tag))
			.thenCompose((members) -> (members > COUNTED_ONE_BY_ONE) ? CompletableFuture.completedFuture(members)
					: entries(tenant, tag, COUNTED_ONE_BY_ONE).thenApply((entries) -> (long) entries.size()))
			.thenApply((entries) -> new TagCount(tag, entries));
	}

	@Override
	public StoreStatus status() {
		return new StoreStatus("redis", this.link.available(), true, this.link.trouble());
	}

	@Override
	public void close() {
		this.link.close();
	}

	private CompletableFuture<Invalidation> apply(InvalidationScope scope, Set<Tag> tags) {
		return this.ledgers.invalidate(scope, tags).thenApply((written) -> {
			if (scope instanceof InvalidationScope.OneTenant one && !written.widened()) {
				this.sweeper.execute(() -> sweep(one.tenant(), tags, written.stamp()));
			}
			return new Invalidation(Invalidation.Status.APPLIED, scope, tags, written.stamp(), -1, written.widened());
		});
	}

	private void resend() {
		for (PendingInvalidations.Pending invalidation : this.pending.all()) {
			apply(invalidation.scope(), invalidation.tags())
				.thenAccept((applied) -> this.pending.applied(invalidation));
		}
	}

	private void sweep(TenantId tenant, Set<Tag> tags, long stamp) {
		CompletableFuture<Void> sweep = this.ledgers.standing(tenant, Set.of()).thenCompose((standing) -> {
			CompletableFuture<Void> swept = CompletableFuture.completedFuture(null);
			for (Tag tag : tags) {
				swept = swept.thenCompose((done) -> this.index.sweep(tenant, tag, standing.tenant().era(), stamp));
			}
			return swept;
		});
		this.sweeps.add(sweep);
		sweep.whenComplete((done, error) -> this.sweeps.remove(sweep));
	}

	/**
	 * Completes when the clean-up that is running now has ended, well or not.
	 */
	CompletableFuture<Void> swept() {
		return CompletableFuture.allOf(this.sweeps.toArray(CompletableFuture[]::new)).exceptionally((error) -> null);
	}

	private CompletableFuture<@Nullable StoredEntry> live(EntryKey key, Tag tag) {
		Instant now = this.clock.instant();
		return read(key, Set.of(tag), EntryFields.LISTED).thenApply((reading) -> {
			StoredEntry entry = reading.entry();
			boolean carried = entry != null && entry.answer().tags().contains(tag);
			return (carried && reading.objection(key, now, ChronoUnit.FOREVER.getDuration()) == null) ? entry : null;
		});
	}

	// The entry was read before the ledgers. If it has tags that were not asked about,
	// the
	// ledgers are asked again; if it is younger than they are, once more, since on a
	// cluster the three commands go to different servers.
	private CompletableFuture<Reading> reading(EntryKey key, List<byte[]> values, Standing standing, Set<Tag> tags) {
		StoredEntry entry;
		try {
			entry = this.fields.entry(values);
		}
		catch (ForeignEntryException ex) {
			return CompletableFuture.completedFuture(new Reading(null, standing, MissReason.IDENTITY_MISMATCH));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.completedFuture(new Reading(null, standing, MissReason.UNREADABLE));
		}
		if (entry == null) {
			return CompletableFuture.completedFuture(Reading.empty(this.pending.over(standing, key.tenant(), tags)));
		}
		Set<Tag> all = new HashSet<>(tags);
		all.addAll(entry.answer().tags());
		boolean behind = standing.validity(entry.stamp()) == Validity.LEDGER_BEHIND;
		if (all.size() == tags.size() && !behind) {
			return CompletableFuture.completedFuture(Reading.of(entry, this.pending.over(standing, key.tenant(), all)));
		}
		return this.ledgers.standing(key.tenant(), all).thenCompose((now) -> {
			Reading reading = Reading.of(entry, this.pending.over(now, key.tenant(), all));
			if (now.validity(entry.stamp()) != Validity.LEDGER_BEHIND) {
				return CompletableFuture.completedFuture(reading);
			}
			return this.ledgers.reset(key.tenant(), entry.stamp(), now).handle((done, error) -> reading);
		});
	}

	/**
	 * Limits.
	 *
	 * @param operationTimeout how long an operation may take, positive
	 * @param longestTtl the longest TTL of any class
	 * @param retention how long the invalidation of a tag is remembered one by one:
	 * longer than the longest TTL
	 * @param maxEntryBytes the largest answer, in bytes of UTF-8
	 * @param compressAbove the largest answer that is kept as it is, in bytes of UTF-8;
	 * what is larger is compressed if that makes it smaller
	 */
	public record Settings(Duration operationTimeout, Duration longestTtl, Duration retention, int maxEntryBytes,
			int compressAbove) {

		/**
		 * Creates limits.
		 * @throws IllegalArgumentException if a limit is not positive or the retention
		 * not longer than the longest TTL
		 */
		public Settings {
			if (operationTimeout.isNegative() || operationTimeout.isZero() || longestTtl.isNegative()
					|| longestTtl.isZero() || maxEntryBytes < 1 || compressAbove < 1) {
				throw new IllegalArgumentException("Every limit must be positive");
			}
			if (retention.compareTo(longestTtl) <= 0) {
				throw new IllegalArgumentException("The retention must be longer than the longest TTL");
			}
		}

	}

}
