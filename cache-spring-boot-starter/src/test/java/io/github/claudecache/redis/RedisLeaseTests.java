package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.flight.FlightLeases;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.FakeClaude;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * L20 and P15: processes that share a store ask Claude once, and nobody waits longer than
 * a lease for one that has died.
 */
class RedisLeaseTests {

	private static final Duration TERM = Duration.ofSeconds(2);

	private static final EntryKey KEY = new EntryKey(TestNode.ACME, new Fingerprint("a".repeat(64)));

	private static RedisProcess redis;

	@BeforeAll
	static void start() {
		redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
	}

	@AfterAll
	static void stop() {
		redis.close();
	}

	@BeforeEach
	void empty() {
		redis.command("FLUSHALL");
	}

	@Test
	void p15FourNodesAskOnce() throws Exception {
		FakeClaude claude = new FakeClaude();
		List<TestNode> nodes = IntStream.range(0, 4).mapToObj((i) -> TestNode.withLeases(redis.port(), TERM)).toList();
		ExecutorService callers = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<ClaudeAnswer<String>>> answers = nodes.stream()
				.flatMap((node) -> IntStream.range(0, 8)
					.mapToObj((i) -> CompletableFuture.supplyAsync(() -> ask(node, claude), callers)))
				.toList();
			claude.next().answer("30 days");

			assertThat(answers).allSatisfy((answer) -> assertThat(Eventually.get(answer).value()).isEqualTo("30 days"));
			assertThat(claude.calls()).isOne();
		}
		finally {
			callers.shutdown();
			nodes.forEach(TestNode::close);
		}
	}

	@Test
	void theControlWithoutLeasesAsksOncePerNode() throws Exception {
		FakeClaude claude = new FakeClaude();
		ExecutorService callers = Executors.newCachedThreadPool();
		try (TestNode one = TestNode.at(redis.port()); TestNode two = TestNode.at(redis.port())) {
			CompletableFuture<?> first = CompletableFuture.supplyAsync(() -> ask(one, claude), callers);
			CompletableFuture<?> second = CompletableFuture.supplyAsync(() -> ask(two, claude), callers);
			FakeClaude.Call call = claude.next();
			// Answered only when both have asked: a second node that looks later finds
			// the answer.
			FakeClaude.Call other = claude.next();
			call.answer("30 days");
			other.answer("30 days");

			Eventually.get(CompletableFuture.allOf(first, second));
			assertThat(claude.calls()).isEqualTo(2);
		}
		finally {
			callers.shutdown();
		}
	}

	@Test
	void leaseIsRenewedWhileTheCallLasts() throws Exception {
		FakeClaude claude = new FakeClaude();
		ExecutorService callers = Executors.newCachedThreadPool();
		Duration term = Duration.ofSeconds(1);
		try (TestNode one = TestNode.withLeases(redis.port(), term);
				TestNode two = TestNode.withLeases(redis.port(), term)) {
			CompletableFuture<?> first = CompletableFuture.supplyAsync(() -> ask(one, claude), callers);
			FakeClaude.Call call = claude.next();
			CompletableFuture<?> second = CompletableFuture.supplyAsync(() -> ask(two, claude), callers);
			Eventually.get(CompletableFuture.runAsync(() -> {
			}, CompletableFuture.delayedExecutor(term.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS)));
			assertThat(claude.calls()).isOne();

			call.answer("30 days");

			Eventually.get(CompletableFuture.allOf(first, second));
			assertThat(claude.calls()).isOne();
		}
		finally {
			callers.shutdown();
		}
	}

	@Test
	void p16FailureOfTheLeaderFreesTheLeaseAtOnce() {
		try (TestNode one = TestNode.withLeases(redis.port(), Duration.ofSeconds(60));
				TestNode two = TestNode.withLeases(redis.port(), Duration.ofSeconds(60))) {
			assertThatThrownBy(() -> one.ask("q", () -> {
				throw new IllegalStateException("overloaded");
			})).hasMessage("overloaded");

			assertThat(two.ask("q", "30 days").value()).isEqualTo("30 days");
		}
	}

	@Test
	void leaseOfAProcessThatDiedEndsWithItsTerm() {
		try (TestNode alive = TestNode.withLeases(redis.port(), TERM)) {
			Standing standing = standing(alive);
			EntryKey key = key(alive, "q");
			Eventually.get(alive.store().leases().acquire(key, "a process that died", standing, TERM));
			long began = System.nanoTime();

			assertThat(alive.ask("q", "30 days").value()).isEqualTo("30 days");

			assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(1),
					TERM.plusSeconds(2));
		}
	}

	@Test
	void l20OldOwnerCanNeitherRenewNorEndALeaseThatWasTakenOver() {
		try (TestNode node = TestNode.withLeases(redis.port(), TERM)) {
			FlightLeases leases = node.store().leases();
			Standing before = standing(node);
			assertThat(Eventually.get(leases.acquire(KEY, "old", before, TERM))).isZero();
			node.invalidate("doc:a");
			Standing after = Eventually.get(node.store().capture(KEY, Set.of(new Tag("doc:a")))).standing();

			assertThat(Eventually.get(leases.acquire(KEY, "new", after, TERM))).isZero();

			assertThat(Eventually.get(leases.renew(KEY, "old", TERM))).isFalse();
			assertThat(Eventually.get(leases.end(KEY, "old"))).isFalse();
			assertThat(Eventually.get(leases.acquire(KEY, "third", after, TERM))).isPositive();
			assertThat(Eventually.get(leases.end(KEY, "new"))).isTrue();
		}
	}

	@Test
	void leaseIsNotTakenOverByACallerThatKnowsOfNothingNewer() {
		try (TestNode node = TestNode.withLeases(redis.port(), TERM)) {
			FlightLeases leases = node.store().leases();
			Standing standing = standing(node);
			assertThat(Eventually.get(leases.acquire(KEY, "old", standing, TERM))).isZero();
			node.invalidate("another tag");
			Standing after = standing(node);

			assertThat(Eventually.get(leases.acquire(KEY, "new", after, TERM))).isPositive();
		}
	}

	@Test
	void leaseOfAnotherEraIsTakenOver() {
		try (TestNode node = TestNode.withLeases(redis.port(), TERM)) {
			FlightLeases leases = node.store().leases();
			assertThat(Eventually.get(leases.acquire(KEY, "old", standing(node), TERM))).isZero();
			redis.command("EVAL", "for _, k in ipairs(redis.call('KEYS', '*:inv')) do redis.call('DEL', k) end", "0");

			assertThat(Eventually.get(leases.acquire(KEY, "new", standing(node), TERM))).isZero();
		}
	}

	@Test
	void invalidationWhileALeaseIsHeldLetsTheOthersAskForThemselves() throws Exception {
		FakeClaude claude = new FakeClaude();
		ExecutorService callers = Executors.newCachedThreadPool();
		try (TestNode one = TestNode.withLeases(redis.port(), Duration.ofSeconds(60));
				TestNode two = TestNode.withLeases(redis.port(), Duration.ofSeconds(60))) {
			CompletableFuture<ClaudeAnswer<String>> first = CompletableFuture
				.supplyAsync(() -> ask(one, claude, "doc:a"), callers);
			FakeClaude.Call old = claude.next();
			two.invalidate("doc:a");

			CompletableFuture<ClaudeAnswer<String>> second = CompletableFuture
				.supplyAsync(() -> ask(two, claude, "doc:a"), callers);
			claude.next().answer("new");
			old.answer("old");

			assertThat(Eventually.get(second).value()).isEqualTo("new");
			assertThat(Eventually.get(first).value()).isEqualTo("old");
			assertThat(one.ask("q", "?", "doc:a").value()).isEqualTo("new");
		}
		finally {
			callers.shutdown();
		}
	}

	@Test
	void withoutRedisEachAsksAtOnce() {
		RedisProcess other = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		try (TestNode node = TestNode.withLeases(other.port(), Duration.ofSeconds(60))) {
			other.kill();
			node.awaitAway();
			AtomicBoolean asked = new AtomicBoolean();

			node.ask("q", () -> {
				asked.set(true);
				return ClaudeAnswer.complete("30 days");
			});

			assertThat(asked).isTrue();
		}
		finally {
			other.close();
		}
	}

	private static ClaudeAnswer<String> ask(TestNode node, FakeClaude claude, String... tags) {
		try {
			return node.ask("q", claude::ask, tags);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static Standing standing(TestNode node) {
		return Eventually.get(node.store().capture(KEY, Set.of())).standing();
	}

	private static EntryKey key(TestNode node, String question) {
		Fingerprints fingerprints = node.cache().explain(TestNode.request(question)).fingerprints();
		return new EntryKey(TestNode.ACME, Objects.requireNonNull(fingerprints).exact());
	}

}
