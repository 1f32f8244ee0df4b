package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L10: a process that dies anywhere leaves nothing that is stale, and nothing that stays.
 */
class CrashTests {

	private RedisProcess redis;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
	}

	@AfterEach
	void stop() {
		this.redis.close();
	}

	@Test
	void l10DeathAfterTheStampLeavesNothingStale() {
		try (TestNode survivor = TestNode.at(this.redis.port()); Dying dying = new Dying(this.redis.port(), 0)) {
			dying.cache.answer(TestNode.request("q", "doc:a"), () -> ClaudeAnswer.complete("old"));
			dying.cache.invalidate(TestNode.ACME, "doc:a");

			assertThat(survivor.ask("q", "new", "doc:a").value()).isEqualTo("new");
		}
	}

	@Test
	void l10DeathInTheMiddleOfASweepLeavesNothingStaleAndNothingThatStays() {
		try (TestNode survivor = TestNode.at(this.redis.port())) {
			try (Dying dying = new Dying(this.redis.port(), 1)) {
				for (int i = 0; i < 400; i++) {
					dying.cache.answer(TestNode.request("q" + i, "doc:a"), () -> ClaudeAnswer.complete("old"));
				}
				dying.cache.invalidate(TestNode.ACME, "doc:a");
			}

			IntStream.range(0, 400)
				.forEach((i) -> assertThat(survivor.ask("q" + i, "new", "doc:a").value()).isEqualTo("new"));
			assertEverythingEnds();
			assertThat(Eventually.get(survivor.store().count(TestNode.ACME, new Tag("doc:a"))).entries())
				.isEqualTo(400);
		}
	}

	@Test
	void l10DeathBetweenStoringAndIndexingCostsTheCountOnly() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			node.ask("q", "old", "doc:a");
			keys("*:idx:*").forEach((key) -> this.redis.command("DEL", key));
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);

			node.invalidate("doc:a");

			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
		}
	}

	@Test
	void p20EveryKeyEndsByItselfButTheLedgers() {
		try (TestNode node = TestNode.withLeases(this.redis.port(), Duration.ofSeconds(60))) {
			for (int i = 0; i < 50; i++) {
				node.ask("q" + i, "text", "doc:a", "doc:" + i);
			}
			node.cache().open(TestNode.request("nobody answers this"));
			node.invalidate("doc:7");
			node.cache().invalidation().invalidateForAllTenants(Set.of(new Tag("doc:8")));

			assertEverythingEnds();
			assertThat(keys("*:l:*")).isNotEmpty();
		}
	}

	private void assertEverythingEnds() {
		assertThat(keys("*")).allSatisfy((key) -> {
			long ttl = this.redis.command("PTTL", key).number();
			if (key.endsWith(":inv") || key.endsWith(":life")) {
				assertThat(ttl).as(key).isEqualTo(-1);
			}
			else {
				assertThat(ttl).as(key).isNotEqualTo(-1);
			}
		});
	}

	private List<String> keys(String pattern) {
		return this.redis.command("KEYS", pattern).list().stream().map(RedisReply::text).toList();
	}

	/**
	 * A process whose clean-up ends after some of its tasks.
	 */
	private static final class Dying implements AutoCloseable {

		private final RedisAnswerStore store;

		private final ClaudeCache cache;

		private Dying(int port, int survivingTasks) {
			ConcurrentLinkedQueue<Boolean> left = new ConcurrentLinkedQueue<>();
			IntStream.range(0, survivingTasks).forEach((i) -> left.add(true));
			Executor dying = (task) -> {
				if (left.poll() != null) {
					task.run();
				}
			};
			this.store = new RedisAnswerStore(TestNode.connector(port), TestNode.NAMESPACE, TestNode.settings(),
					InstantSource.system(), dying);
			Eventually.holds("Redis is available", () -> this.store.status().available());
			this.cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).store(this.store).build();
		}

		@Override
		public void close() {
			this.store.close();
		}

	}

}
