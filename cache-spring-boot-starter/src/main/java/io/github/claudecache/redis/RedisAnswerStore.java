package io.github.claudecache.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.claudecache.audit.SharedAudit;
import io.github.claudecache.flight.FlightLeases;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.SemanticIndex;
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

	// After the caller of the invalidation has gone on.
	private static final long SWEEP_DELAY_MILLIS = 5;

	// About one twentieth of the server's time goes to a sweep.
	private static final long SWEEP_PAUSE_MILLIS = 2;

	// A server that does not answer a probe for so long is connected anew.
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final int COMPARED_TAGS = 1000;

	private static final int COUNTED_ONE_BY_ONE = 500;

	private final LettuceConnector connector;

	private final RedisSettings settings;

	private final RedisLink link;

	private final RedisLink invalidationLink;

	private final RedisInvalidations invalidations;

	private final RedisInspection inspection;

	private final RedisKeys keys;

	private final EntryFields fields;

	private final OutgoingAnswers outgoing;

	private final CombinedLookups combined;

	private final RedisLedgers ledgers;

	private final RedisIndex index;

	private final InstantSource clock;

	private final RedisSweeper sweeper;

	/**
	 * Creates a store and begins to connect.
	 * @param connector where Redis is; closed with the store
	 * @param namespace what all keys begin with
	 * @param settings limits
	 * @param clock the time by which entries are found to have expired
	 */
	public RedisAnswerStore(LettuceConnector connector, Namespace namespace, RedisSettings settings,
			InstantSource clock) {
		this(connector, namespace, settings, clock, connector.later(SWEEP_DELAY_MILLIS));
	}

	RedisAnswerStore(LettuceConnector connector, Namespace namespace, RedisSettings settings, InstantSource clock,
			Executor sweepStarter) {
		this.connector = connector;
		this.settings = settings;
		this.clock = clock;
		this.keys = new RedisKeys(namespace, settings.longestTtl());
		this.fields = new EntryFields(namespace, settings.maxEntryBytes(), settings.compressAbove());
		this.outgoing = OutgoingAnswers.upTo(settings.maxEntryBytes());
		this.ledgers = new RedisLedgers(this.keys, settings.retention());
		LifeRegister lives = new LifeRegister(this.keys, settings.onRestart());
		this.inspection = new RedisInspection(this.keys, settings.replicas() > 0);
		RedisTopology.Verifier verifier = this.inspection.besides(lives);
		BreakerSettings breaker = settings.breaker();
		Duration patience = Collections.max(List.of(PATIENCE, settings.operationTimeout(), breaker.slowAfter()));
		this.link = new RedisLink(connector, this.keys, verifier, breaker, patience, "lookups");
		// A probe may have to wait for a WAIT.
		this.invalidationLink = (settings.replicas() > 0) ? new RedisLink(connector, this.keys, verifier, breaker,
				patience.plus(settings.invalidationTimeout().multipliedBy(2)), "invalidations") : this.link;
		this.invalidations = new RedisInvalidations(this.invalidationLink, this.ledgers, settings);
		this.index = new RedisIndex(this.link, this.keys, clock);
		this.sweeper = new RedisSweeper(this.link, this.keys, this.ledgers, this.index, clock, sweepStarter,
				connector.later(SWEEP_PAUSE_MILLIS));
		this.combined = new CombinedLookups(this.link, this.keys, this.fields, settings.operationTimeout(),
				this::reading);
		this.invalidationLink.onRecovery(this.invalidations::resend);
		this.link.open();
		if (this.invalidationLink != this.link) {
			this.invalidationLink.open();
		}
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		if (this.link.oneServer()) {
			return this.combined.read(key, tags);
		}
		return this.link.converse(this.settings.operationTimeout(),
				(sink) -> read(sink, key, tags, EntryFields.SERVED));
	}

	private CompletableFuture<Reading> read(CommandSink sink, EntryKey key, Set<Tag> tags, List<byte[]> fields) {
		AsyncCommand<byte[], byte[], List<byte[]>> entry = this.fields.ask(this.keys.entry(key), fields);
		LedgerQuestion question = new LedgerQuestion(tags);
		AsyncCommand<byte[], byte[], List<Double>> ofTenant = question.to(this.keys.ledger(key.tenant()));
		AsyncCommand<byte[], byte[], List<Double>> global = question.to(this.keys.globalLedger());
		sink.send(List.of(entry, ofTenant, global));
		Replies<Reading> replies = new Replies<>(List.of(entry, ofTenant, global), () -> {
			Standing standing = new Standing(question.view(ofTenant.join()), question.view(global.join()));
			return reading(key, EntryFields.values(entry), standing, tags);
		});
		return replies.result();
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return this.link.converse(this.settings.operationTimeout(),
				(sink) -> read(sink, key, tags, EntryFields.SERVED)
					.thenCompose((reading) -> reading.standing().complete() ? CompletableFuture.completedFuture(reading)
							: this.ledgers.begin(sink, key.tenant(), reading.standing())
								.thenCompose((begun) -> read(sink, key, tags, EntryFields.SERVED))));
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return this.link.converse(this.settings.operationTimeout(), (sink) -> this.ledgers.standing(sink, tenant, tags))
			.thenApply((standing) -> this.invalidations.over(standing, tenant, tags));
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		long ttl = Duration.between(this.clock.instant(), entry.expires()).toMillis();
		if (ttl <= 0) {
			return CompletableFuture.completedFuture(StoreOutcome.STORED);
		}
		return this.link.converse(this.settings.operationTimeout(), (sink) -> {
			List<byte[]> arguments = this.fields.arguments(entry, ttl);
			return this.outgoing.send(arguments, () -> {
				CompletableFuture<Long> stored = RedisScript.STORE.integer(sink, List.of(this.keys.entry(entry.key())),
						arguments);
				// The index may fail without consequences for freshness.
				CompletableFuture<?> indexed = this.index.add(entry).exceptionally((error) -> 0L);
				return stored.thenCombine(indexed,
						(outcome, done) -> (outcome == 1) ? StoreOutcome.STORED : StoreOutcome.YOUNGER_PRESENT);
			});
		});
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		return this.invalidations.apply(scope, tags).thenApply((applied) -> {
			if (scope instanceof InvalidationScope.OneTenant one && !applied.widened()) {
				this.sweeper.start(one.tenant(), tags, applied.stamp());
			}
			return applied;
		});
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		return this.link.converse(this.settings.operationTimeout(),
				(sink) -> this.index.tags(tenant, Math.max(limit, COMPARED_TAGS)).thenCompose((tags) -> {
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
		return this.link.converse(this.settings.operationTimeout(),
				(sink) -> this.index.entries(tenant, tag, Math.max(limit, COUNTED_ONE_BY_ONE)).thenCompose((keys) -> {
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
		return this.link.converse(this.settings.operationTimeout(), (sink) -> this.index.count(tenant, tag))
			.thenCompose((members) -> (members > COUNTED_ONE_BY_ONE) ? CompletableFuture.completedFuture(members)
					: entries(tenant, tag, COUNTED_ONE_BY_ONE).thenApply((entries) -> (long) entries.size()))
			.thenApply((entries) -> new TagCount(tag, entries));
	}

	@Override
	public boolean limitsItself() {
		return true;
	}

	@Override
	public StoreStatus status() {
		String away = (this.link.trouble() != null) ? this.link.trouble() : this.invalidationLink.trouble();
		return new StoreStatus("redis", away == null, true,
				Stream
					.of((away != null) ? this.inspection.fatal() : Optional.<String>empty(), Optional.ofNullable(away),
							Optional.ofNullable(this.invalidations.trouble()), this.inspection.worst())
					.flatMap(Optional::stream)
					.findFirst()
					.orElse(null));
	}

	@Override
	public void close() {
		this.link.close();
		this.invalidationLink.close();
		this.connector.close();
	}

	/**
	 * What keeps the store from working: a server that is too old or does not grant a
	 * right that is needed.
	 * @return the problems, each a sentence; completes when the server can be asked for
	 * the first time
	 */
	public CompletionStage<List<String>> problems() {
		return this.inspection.result()
			.thenApply((findings) -> findings.stream()
				.filter(RedisInspection.Finding::fatal)
				.map(RedisInspection.Finding::text)
				.toList());
	}

	/**
	 * Leases beside the entries, so that all processes together ask Claude once.
	 * @return the leases
	 */
	public FlightLeases leases() {
		return new RedisLeases(this.link, this.keys, this.settings.operationTimeout());
	}

	/**
	 * Where all processes that use this store say what their audits found.
	 * @param lifetime how long it is kept when nobody says anything any more
	 * @return the shared audits; they need no closing
	 */
	public SharedAudit audits(Duration lifetime) {
		return new RedisSharedAudit(this.link, this.keys, this.settings.operationTimeout(), lifetime);
	}

	/**
	 * An index of the questions whose answers are in this store, shared with every
	 * process that uses it.
	 * @param settings where questions are searched
	 * @param preparation takes a question apart that another process has added
	 * @return the index; it needs no closing
	 */
	public SemanticIndex semanticIndex(SharedIndexSettings settings, Function<String, PreparedQuestion> preparation) {
		SemanticIndex following = new FollowingSemanticIndex(this.link, this.keys, this.settings, settings, this.clock,
				preparation);
		SemanticIndex vectorSets = new VectorSetIndex(this.link, this.keys, this.settings, settings, this.clock,
				preparation);
		return switch (settings.kind()) {
			case AUTO ->
				new SharedSemanticIndex(this.link, this.keys, this.settings.operationTimeout(), vectorSets, following);
			case FOLLOWING -> following;
			case VECTOR_SETS -> vectorSets;
		};
	}

	/**
	 * Completes when the clean-up that is running now has ended, well or not.
	 */
	CompletableFuture<Void> swept() {
		return this.sweeper.swept();
	}

	private CompletableFuture<@Nullable StoredEntry> live(EntryKey key, Tag tag) {
		Instant now = this.clock.instant();
		CompletableFuture<Reading> listed = this.link.converse(this.settings.operationTimeout(),
				(sink) -> read(sink, key, Set.of(tag), EntryFields.LISTED));
		return listed.thenApply((reading) -> {
			StoredEntry entry = reading.entry();
			boolean carried = entry != null && entry.answer().tags().contains(tag);
			return (carried && reading.objection(key, now, ChronoUnit.FOREVER.getDuration()) == null) ? entry : null;
		});
	}

	// The entry was read before the ledgers. They are asked again about tags that were
	// not
	// known before, and once more if the entry is younger than they are: on a cluster the
	// three commands go to different servers.
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
			return CompletableFuture
				.completedFuture(Reading.empty(this.invalidations.over(standing, key.tenant(), tags)));
		}
		boolean behind = standing.validity(entry.stamp()) == Validity.LEDGER_BEHIND;
		if (!behind && tags.containsAll(entry.answer().tags())) {
			return CompletableFuture
				.completedFuture(Reading.of(entry, this.invalidations.over(standing, key.tenant(), tags)));
		}
		Set<Tag> all = new HashSet<>(tags);
		all.addAll(entry.answer().tags());
		return this.link.converse(this.settings.operationTimeout(),
				(sink) -> this.ledgers.standing(sink, key.tenant(), all).thenCompose((now) -> {
					Reading reading = Reading.of(entry, this.invalidations.over(now, key.tenant(), all));
					if (now.validity(entry.stamp()) != Validity.LEDGER_BEHIND) {
						return CompletableFuture.completedFuture(reading);
					}
					return this.ledgers.reset(sink, key.tenant(), entry.stamp(), now).handle((done, error) -> reading);
				}));
	}

}
