package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lookups that are sent together are answered each for itself.
 */
class CombinedLookupsTests {

	private static final int WAITING = 300_000;

	private static final int CALLERS = 64;

	private static final int ROUNDS = 20;

	private static final List<TenantId> TENANTS = List.of(new TenantId("acme"), new TenantId("globex"),
			new TenantId("initech"));

	private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

	private RedisProcess redis;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
	}

	@AfterEach
	void stop() {
		this.callers.shutdown();
		this.redis.close();
	}

	@Test
	void lookupsOfOneBatchAreJudgedEachByItsOwnTenantAndTags() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			together((caller) -> ask(node, caller));
			node.cache().invalidate(TENANTS.get(0), "doc:1");
			node.cache().invalidate(TENANTS.get(1), "doc:2");

			// Nothing is stored meanwhile, so every round finds the same.
			for (int round = 0; round < ROUNDS; round++) {
				List<Boolean> found = together((caller) -> isThere(node, caller));
				for (int caller = 0; caller < CALLERS; caller++) {
					boolean voided = (caller % 3 == 0 && caller % 4 == 1) || (caller % 3 == 1 && caller % 4 == 2);
					assertThat(found.get(caller)).as("caller %d", caller).isEqualTo(!voided);
				}
			}
		}
	}

	@Test
	void nobodyWaitsForASilentRedisLongerThanTheLimit() {
		RedisSettings patient = TestNode.settings();
		try (TestNode node = TestNode.at(this.redis.port())) {
			together((caller) -> ask(node, caller));
			this.redis.suspend();

			long began = System.nanoTime();
			List<Provenance> answers = together((caller) -> ask(node, caller));

			assertThat(answers).extracting(Provenance::reason)
				.isSubsetOf(MissReason.STORE_FAULT, BypassReason.STORE_AWAY);
			assertThat(Duration.ofNanos(System.nanoTime() - began))
				.isLessThan(patient.operationTimeout().multipliedBy(3));

			this.redis.resume();
			Eventually.holds("answers are served again", () -> ask(node, 0).outcome() == Outcome.EXACT);
		}
	}

	@Test
	void anyNumberOfLookupsCanWaitWhenTheConnectionIsLost() {
		RedisSettings waiting = new RedisSettings(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(7),
				Duration.ofDays(8), 1 << 20, 32 * 1024, 0, OnRestart.VOID,
				new BreakerSettings(false, 1000, Duration.ofSeconds(30)));
		try (TestNode node = TestNode.at(this.redis.port(), waiting)) {
			this.redis.suspend();
			List<CompletableFuture<Reading>> lookups = new ArrayList<>();
			for (int i = 0; i < WAITING; i++) {
				EntryKey key = new EntryKey(TENANTS.get(0), new Fingerprint("%064x".formatted(i)));
				lookups.add(node.store().read(key, Set.of()).toCompletableFuture());
			}

			this.redis.kill();

			Set<Class<?>> errors = new HashSet<>();
			lookups.forEach((lookup) -> errors.add(Eventually.get(lookup.handle((found, error) -> error)).getClass()));
			assertThat(errors).isNotEmpty().allMatch(Exception.class::isAssignableFrom);
			this.redis.start();
		}
	}

	private <T> List<T> together(IntFunction<T> call) {
		CyclicBarrier all = new CyclicBarrier(CALLERS);
		List<CompletableFuture<T>> results = new ArrayList<>();
		for (int caller = 0; caller < CALLERS; caller++) {
			int number = caller;
			results.add(CompletableFuture.supplyAsync(() -> {
				await(all);
				return call.apply(number);
			}, this.callers));
		}
		return results.stream().map(Eventually::get).toList();
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(10, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError("Not all callers came", ex);
		}
	}

	private static Provenance ask(TestNode node, int caller) {
		return node.cache().answer(request(caller), () -> ClaudeAnswer.complete("answer " + caller)).provenance();
	}

	private static boolean isThere(TestNode node, int caller) {
		Lookup lookup = node.cache().open(request(caller));
		if (lookup instanceof Ticket ticket) {
			ticket.abandon();
			return false;
		}
		return ((Hit) lookup).answer().payload().body().equals("answer " + caller);
	}

	private static ClaudeRequest request(int caller) {
		return ClaudeRequest.builder("faq", TENANTS.get(caller % 3))
			.message("question " + caller)
			.tags("doc:" + caller % 4)
			.build();
	}

}
