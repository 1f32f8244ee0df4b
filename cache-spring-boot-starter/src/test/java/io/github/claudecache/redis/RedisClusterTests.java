package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisCluster;
import io.github.claudecache.testsupport.redis.RedisErrorException;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.ServerInReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can happen to a store only on a cluster: slots that are elsewhere, slots that move
 * and masters that are replaced. That the contracts hold on a cluster is tested with
 * them.
 */
@ParameterizedClass(name = "{displayName}[{index}] on cluster of {0}")
@MethodSource("io.github.claudecache.testsupport.redis.RedisServers#oldestAndNewest")
@ExtendWith(ServerInReport.class)
class RedisClusterTests {

	private static final TenantId ACME = new TenantId("acme");

	private static final Namespace NAMESPACE = new Namespace("cluster", 3);

	private static final Duration LONGEST_TTL = Duration.ofDays(7);

	// What is void is also removed, sooner or later.
	private static final Set<MissReason> VOIDED = Set.of(MissReason.INVALIDATED, MissReason.NOT_FOUND);

	private final RedisKeys keys = new RedisKeys(NAMESPACE, LONGEST_TTL);

	@Parameter
	private RedisBinary binary;

	private @Nullable RedisCluster cluster;

	private @Nullable RedisAnswerStore store;

	private @Nullable ClaudeCache cache;

	@AfterEach
	void close() {
		if (this.store != null) {
			this.store.close();
		}
		if (this.cluster != null) {
			this.cluster.close();
		}
	}

	@Test
	void l25NoOperationTouchesTwoSlots() {
		open(RedisCluster.start(this.binary), OnRestart.VOID);
		List<TenantId> tenants = IntStream.range(0, 8).mapToObj((i) -> new TenantId("t" + i)).toList();
		for (TenantId tenant : tenants) {
			for (String question : List.of("a", "b", "c")) {
				ask(request(tenant, question), "answer");
				assertThat(ask(request(tenant, question), "other").outcome()).isEqualTo(Outcome.EXACT);
			}
			assertThat(Eventually.get(store().tags(tenant, 10))).isNotEmpty();
			assertThat(Eventually.get(store().entries(tenant, new Tag("policy"), 10))).hasSize(3);
			cache().invalidate(tenant, "policy", "another");
			Eventually.get(store().swept());
			assertThat(ask(request(tenant, "a"), "new").outcome()).isEqualTo(Outcome.MISS);
		}
		cache().invalidation().invalidateForAllTenants(List.of(new Tag("policy")));
		cache().invalidation().invalidateEverything();

		assertThat(errors("CROSSSLOT")).isZero();
	}

	@Test
	void theControlThatTouchesTwoSlotsIsNoticed() {
		RedisCluster started = RedisCluster.start(this.binary);
		open(started, OnRestart.VOID);

		RedisProcess node = started.masterOf("a");
		assertThatExceptionOfType(RedisErrorException.class)
			.isThrownBy(() -> node.command("EVAL", "return 1", "2", "a", "b"))
			.matches((error) -> error.kind().equals("CROSSSLOT"));

		assertThat(errors("CROSSSLOT")).isOne();
	}

	@Test
	void l25EverySlotThatMovesIsFollowedByLookupsAndInvalidations() {
		RedisCluster started = RedisCluster.start(this.binary);
		open(started, OnRestart.VOID);
		Fingerprint fingerprint = stored("q");

		for (String key : keysOf(fingerprint)) {
			long moved = errors("MOVED");
			started.moveSlot(started.slotOf(key), other(started, started.masterOf(key)));

			assertHit("after the slot of " + key + " moved");
			assertThat(errors("MOVED")).isGreaterThan(moved);
			cache().invalidate(ACME, "policy");
			assertThat(ask(request(ACME, "q"), "new").reason()).isIn(VOIDED);
			assertHit("stored where the slot of " + key + " is now");
		}
	}

	@Test
	void l25SlotThatIsHalfMovedCostsHitsButNeitherAnswersNorFreshness() {
		RedisCluster started = RedisCluster.start(this.binary);
		open(started, OnRestart.VOID);
		Fingerprint fingerprint = stored("q");

		for (String key : keysOf(fingerprint)) {
			long asked = errors("ASK");
			started.moveSlot(started.slotOf(key), other(started, started.masterOf(key)), () -> {
				ask(request(ACME, "q"), "meanwhile");
				// Whether it is applied or fails, this node may not serve what it voids.
				invalidates("policy");
				assertThat(ask(request(ACME, "q"), "new").hit()).as("a hit after an invalidation").isFalse();
			});
			assertThat(errors("ASK")).isGreaterThan(asked);

			Eventually.holds("what failed meanwhile is sent again", () -> store().status().detail() == null);
			ask(request(ACME, "q"), "newest");
			assertHit("after the slot of " + key + " moved");
		}
	}

	@Test
	void l25ScriptsThatNoServerKnowsAreGivenToIt() {
		RedisCluster started = RedisCluster.start(this.binary);
		open(started, OnRestart.VOID);
		stored("q");
		started.nodes().forEach((node) -> node.command("SCRIPT", "FLUSH"));
		long unknown = errors("NOSCRIPT");

		cache().invalidate(ACME, "policy");
		assertThat(errors("NOSCRIPT")).isGreaterThan(unknown);

		stored("q");
		assertThat(errors("NOSCRIPT")).isGreaterThan(unknown + 1);
	}

	@Test
	void l25ReplicaThatTakesOverIsFollowedAndGivenTheScripts() {
		RedisCluster started = RedisCluster.startWithReplicas(this.binary);
		open(started, OnRestart.KEEP);
		Fingerprint fingerprint = stored("q");
		long unknownScripts = 0;

		for (String key : keysOf(fingerprint)) {
			RedisProcess failed = started.masterOf(key);
			RedisProcess promoted = started.failOver(failed);
			awaitAvailable();

			assertHit("after the master of " + key + " failed");
			cache().invalidate(ACME, "policy");
			cache().invalidation().invalidateForAllTenants(List.of(new Tag("policy")));
			assertThat(ask(request(ACME, "q"), "new").reason()).isIn(VOIDED);
			assertHit("stored on the new master of " + key);
			unknownScripts += errors(promoted, "NOSCRIPT");

			failed.start();
			started.awaitWhole();
		}
		// A replica that was loaded after they were used may know them.
		assertThat(unknownScripts).as("scripts that new masters did not know").isPositive();
	}

	@Test
	void l15ReplicaThatTakesOverVoidsWhatWasStoredBefore() {
		RedisCluster started = RedisCluster.startWithReplicas(this.binary);
		open(started, OnRestart.VOID);
		Fingerprint fingerprint = stored("q");

		started.failOver(started.masterOf(keysOf(fingerprint).get(0)));
		awaitAvailable();

		assertThat(ask(request(ACME, "q"), "new").hit()).isFalse();
		assertHit("stored after the failover");
	}

	@Test
	void nobodyIsFailedOrServedWhatIsVoidWhileAReplicaTakesOver() {
		RedisCluster started = RedisCluster.startWithReplicas(this.binary);
		open(started, OnRestart.VOID);
		AtomicLong source = new AtomicLong();
		AtomicLong acknowledged = new AtomicLong();
		AtomicInteger failedLookups = new AtomicInteger();
		AtomicInteger hits = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		Runnable reader = () -> {
			while (!over.get()) {
				long required = acknowledged.get();
				ClaudeAnswer<String> answer = cache().answer(request(ACME, "q"),
						() -> ClaudeAnswer.complete(Long.toString(source.get())));
				assertThat(Long.parseLong(String.valueOf(answer.value()))).isGreaterThanOrEqualTo(required);
				failedLookups.addAndGet((answer.provenance().reason() == MissReason.STORE_FAULT) ? 1 : 0);
				hits.addAndGet(answer.provenance().hit() ? 1 : 0);
			}
		};
		Runnable writer = () -> {
			while (!over.get()) {
				long version = source.incrementAndGet();
				if (invalidates("policy")) {
					acknowledged.set(version);
				}
				pause(hits);
			}
		};
		List<CompletableFuture<Void>> running = Stream.of(reader, reader, writer)
			.map((task) -> CompletableFuture.runAsync(task, (run) -> new Thread(run).start()))
			.toList();
		Eventually.holds("hits", () -> hits.get() > 100 || running.stream().anyMatch(CompletableFuture::isDone));

		started.failOver(started.masterOf(Commands.text(this.keys.ledger(ACME))));
		int before = hits.get();
		Eventually.holds("hits again",
				() -> hits.get() > before + 100 || running.stream().anyMatch(CompletableFuture::isDone));
		over.set(true);

		running.forEach(Eventually::get);
		assertThat(failedLookups).as("lookups that saw the failover").hasPositiveValue();
	}

	private void open(RedisCluster started, OnRestart onRestart) {
		this.cluster = started;
		RedisAnswerStore opened = new RedisAnswerStore(LettuceConnector.like(RedisBackend.factory(started)), NAMESPACE,
				new RedisSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), LONGEST_TTL, LONGEST_TTL.plusDays(1),
						1 << 20, 32 * 1024, 0, onRestart),
				InstantSource.system());
		this.store = opened;
		this.cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).store(opened).build();
		awaitAvailable();
	}

	private void awaitAvailable() {
		Eventually.holds("Redis is available", () -> store().status().available());
	}

	private Fingerprint stored(String question) {
		ask(request(ACME, question), "first");
		Provenance hit = ask(request(ACME, question), "not asked");
		assertThat(hit.outcome()).isEqualTo(Outcome.EXACT);
		assertThat(hit.fingerprint()).isNotNull();
		return hit.fingerprint();
	}

	private void assertHit(String when) {
		Provenance provenance = ask(request(ACME, "q"), "not asked");
		assertThat(provenance.outcome()).as("%s: %s", when, provenance.reason()).isEqualTo(Outcome.EXACT);
	}

	private Provenance ask(ClaudeRequest request, String answer) {
		return cache().answer(request, () -> ClaudeAnswer.complete(answer)).provenance();
	}

	private boolean invalidates(String tag) {
		try {
			return cache().invalidate(ACME, tag).applied();
		}
		catch (InvalidationFailedException ex) {
			return false;
		}
	}

	// Lets readers find something, unless there is nothing to be found.
	private static void pause(AtomicInteger hits) {
		int enough = hits.get() + 10;
		long deadline = System.nanoTime() + Duration.ofMillis(50).toNanos();
		while (hits.get() < enough && System.nanoTime() < deadline) {
			LockSupport.parkNanos(100_000);
		}
	}

	/**
	 * The keys that a lookup reads: the ledgers and the entry. Each is in another slot.
	 */
	private List<String> keysOf(Fingerprint fingerprint) {
		return List.of(Commands.text(this.keys.ledger(ACME)), Commands.text(this.keys.globalLedger()),
				Commands.text(this.keys.entry(new EntryKey(ACME, fingerprint))));
	}

	private long errors(String kind) {
		assertThat(this.cluster).isNotNull();
		return this.cluster.nodes()
			.stream()
			.filter(RedisProcess::isRunning)
			.mapToLong((node) -> errors(node, kind))
			.sum();
	}

	// Servers count the errors that they answer with.
	private static long errors(RedisProcess node, String kind) {
		String counted = node.info("errorstats", "errorstat_" + kind);
		return (counted != null) ? Long.parseLong(counted.substring("count=".length())) : 0;
	}

	private static RedisProcess other(RedisCluster cluster, RedisProcess than) {
		return cluster.nodes().stream().filter((node) -> node != than).findFirst().orElseThrow();
	}

	private static ClaudeRequest request(TenantId tenant, String question) {
		return ClaudeRequest.builder("faq", tenant).message(question).tags("policy").build();
	}

	private RedisAnswerStore store() {
		assertThat(this.store).isNotNull();
		return this.store;
	}

	private ClaudeCache cache() {
		assertThat(this.cache).isNotNull();
		return this.cache;
	}

}
