package io.github.claudecache.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisCluster;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.ServerInReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Masters of a cluster that die, with a replica to take over and without.
 */
@ParameterizedClass(name = "{displayName}[{index}] on cluster of {0}")
@MethodSource("io.github.claudecache.testsupport.redis.RedisServers#oldestAndNewest")
@ExtendWith(ServerInReport.class)
class RedisClusterFailoverTests extends RedisClusterFixture {

	private static final List<Reason> NOT_LOOKED_UP = Arrays.asList(MissReason.STORE_FAULT, BypassReason.STORE_AWAY);

	@Test
	void l25ReplicaThatTakesOverIsFollowedAndGivenTheScripts() {
		RedisCluster started = open(RedisCluster.startWithReplicas(this.binary), OnRestart.KEEP);
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
		RedisCluster started = open(RedisCluster.startWithReplicas(this.binary), OnRestart.VOID);
		Fingerprint fingerprint = stored("q");

		started.failOver(started.masterOf(keysOf(fingerprint).get(0)));
		awaitAvailable();

		assertThat(ask(request(ACME, "q"), "new").hit()).isFalse();
		assertHit("stored after the failover");
	}

	@Test
	void nobodyIsFailedOrServedWhatIsVoidWhileAReplicaTakesOver() {
		RedisCluster started = open(RedisCluster.startWithReplicas(this.binary), OnRestart.VOID);
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
				failedLookups.addAndGet(NOT_LOOKED_UP.contains(answer.provenance().reason()) ? 1 : 0);
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

		started.failOver(started.masterOf(ledgerKey()));
		int before = hits.get();
		Eventually.holds("hits again",
				() -> hits.get() > before + 100 || running.stream().anyMatch(CompletableFuture::isDone));
		over.set(true);

		running.forEach(Eventually::get);
		assertThat(failedLookups).as("lookups that saw the failover").hasPositiveValue();
	}

	@Test
	void l15InvalidationThatAFailoverHasLostStillHolds() {
		assertThat(afterALostInvalidation(OnRestart.VOID).hit()).isFalse();
	}

	@Test
	void l15TheControlThatIgnoresFailoversServesWhatWasVoided() {
		assertThat(afterALostInvalidation(OnRestart.KEEP).outcome()).isEqualTo(Outcome.EXACT);
	}

	@Test
	void masterThatNobodyReplacesCostsHitsAndInvalidationsOnly() {
		RedisCluster started = open(RedisCluster.start(this.binary), OnRestart.VOID);
		stored("q");
		RedisProcess master = started.masterOf(ledgerKey());

		master.kill();

		assertThat(ask(request(ACME, "q"), "new").reason()).isIn(NOT_LOOKED_UP);
		assertThat(invalidates("policy")).isFalse();
		assertThat(store().status().available()).isFalse();

		master.start();
		started.awaitWhole();
		awaitAvailable();
		assertThat(ask(request(ACME, "q"), "new").hit()).as("a hit after an invalidation").isFalse();
		awaitConfirmed();
		ask(request(ACME, "q"), "newest");
		assertHit("stored after the master came back");
	}

	// A replica that missed an invalidation, but has everything before it, takes over.
	private Provenance afterALostInvalidation(OnRestart onRestart) {
		RedisCluster started = open(RedisCluster.startWithReplicas(this.binary), onRestart);
		RedisProcess master = started.masterOf(ledgerKey());
		String question = questionOn(master, started);
		RedisProcess replica = started.replicaOf(master);
		Eventually.holds("the replica has the answer",
				() -> replica.command("DBSIZE").number() == master.command("DBSIZE").number());
		replica.command("SAVE");
		replica.kill();
		cache().invalidate(ACME, "policy");

		master.kill();
		replica.start();
		started.promote(replica);
		awaitAvailable();
		return ask(request(ACME, question), "new");
	}

	// An entry on another master would not be lost with the invalidation, but swept after
	// it.
	private String questionOn(RedisProcess master, RedisCluster started) {
		return IntStream.range(0, 100)
			.mapToObj((i) -> "q" + i)
			.filter((question) -> started.masterOf(keysOf(stored(question)).get(2)) == master)
			.findFirst()
			.orElseThrow();
	}

	// Lets readers find something, unless there is nothing to be found.
	private static void pause(AtomicInteger hits) {
		int enough = hits.get() + 10;
		long deadline = System.nanoTime() + Duration.ofMillis(50).toNanos();
		while (hits.get() < enough && System.nanoTime() < deadline) {
			LockSupport.parkNanos(100_000);
		}
	}

}
