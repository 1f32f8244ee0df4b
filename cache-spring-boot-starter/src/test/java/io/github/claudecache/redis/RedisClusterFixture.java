package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisCluster;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache on a cluster that belongs to one test, which may harm it.
 */
abstract class RedisClusterFixture {

	static final TenantId ACME = new TenantId("acme");

	// What is void is also removed, sooner or later.
	static final Set<MissReason> VOIDED = Set.of(MissReason.INVALIDATED, MissReason.NOT_FOUND);

	private static final Namespace NAMESPACE = new Namespace("cluster", 3);

	private static final Duration LONGEST_TTL = Duration.ofDays(7);

	@Parameter
	RedisBinary binary;

	private final RedisKeys keys = new RedisKeys(NAMESPACE, LONGEST_TTL);

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

	final RedisCluster open(RedisCluster started, OnRestart onRestart) {
		this.cluster = started;
		RedisAnswerStore opened = new RedisAnswerStore(LettuceConnector.like(RedisBackend.factory(started)), NAMESPACE,
				new RedisSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), LONGEST_TTL, LONGEST_TTL.plusDays(1),
						1 << 20, 32 * 1024, 0, onRestart, TestNode.PATIENT),
				InstantSource.system());
		this.store = opened;
		this.cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).store(opened).build();
		awaitAvailable();
		return started;
	}

	final void awaitAvailable() {
		Eventually.holds("Redis is available", () -> store().status().available());
	}

	/**
	 * Waits until invalidations that failed have been sent again, after which answers
	 * that were begun before are void.
	 */
	final void awaitConfirmed() {
		Eventually.holds("every invalidation is confirmed", () -> store().status().detail() == null);
	}

	final Fingerprint stored(String question) {
		ask(request(ACME, question), "first");
		Provenance hit = ask(request(ACME, question), "not asked");
		assertThat(hit.outcome()).isEqualTo(Outcome.EXACT);
		assertThat(hit.fingerprint()).isNotNull();
		return hit.fingerprint();
	}

	final void assertHit(String when) {
		Provenance provenance = ask(request(ACME, "q"), "not asked");
		assertThat(provenance.outcome()).as("%s: %s", when, provenance.reason()).isEqualTo(Outcome.EXACT);
	}

	final Provenance ask(ClaudeRequest request, String answer) {
		return cache().answer(request, () -> ClaudeAnswer.complete(answer)).provenance();
	}

	final boolean invalidates(String tag) {
		try {
			return cache().invalidate(ACME, tag).applied();
		}
		catch (InvalidationFailedException ex) {
			return false;
		}
	}

	final String ledgerKey() {
		return Commands.text(this.keys.ledger(ACME));
	}

	/**
	 * The keys that a lookup reads: the ledgers and the entry. Each is in another slot.
	 */
	final List<String> keysOf(Fingerprint fingerprint) {
		return List.of(ledgerKey(), Commands.text(this.keys.globalLedger()),
				Commands.text(this.keys.entry(new EntryKey(ACME, fingerprint))));
	}

	final long errors(String kind) {
		assertThat(this.cluster).isNotNull();
		return this.cluster.nodes()
			.stream()
			.filter(RedisProcess::isRunning)
			.mapToLong((node) -> errors(node, kind))
			.sum();
	}

	// Servers count the errors that they answer with.
	static long errors(RedisProcess node, String kind) {
		String counted = node.info("errorstats", "errorstat_" + kind);
		return (counted != null) ? Long.parseLong(counted.substring("count=".length())) : 0;
	}

	static RedisProcess other(RedisCluster cluster, RedisProcess than) {
		return cluster.nodes().stream().filter((node) -> node != than).findFirst().orElseThrow();
	}

	static ClaudeRequest request(TenantId tenant, String question) {
		return ClaudeRequest.builder("faq", tenant).message(question).tags("policy").build();
	}

	final RedisAnswerStore store() {
		assertThat(this.store).isNotNull();
		return this.store;
	}

	final ClaudeCache cache() {
		assertThat(this.cache).isNotNull();
		return this.cache;
	}

}
