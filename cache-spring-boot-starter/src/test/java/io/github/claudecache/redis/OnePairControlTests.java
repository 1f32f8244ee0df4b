package io.github.claudecache.redis;

import java.util.List;
import java.util.Set;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L8: the store compares both pairs of stamps. With the tenant's pair alone, an answer
 * that was begun before a global invalidation replaces the one that was begun after it.
 */
class OnePairControlTests {

	private static final String BOTH_PAIRS = "tb > newtb or gb > newgb";

	private static final String ONE_PAIR = "tb > newtb";

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
	void l8YoungerAnswerStaysWithBothPairs() {
		assertThat(outcomeAfterALateStoreBy(RedisScript.STORE.text())).isEqualTo(Outcome.EXACT);
	}

	@Test
	void l8TheControlWithOnePairLosesTheYoungerAnswer() {
		assertThat(RedisScript.STORE.text()).contains(BOTH_PAIRS);
		assertThat(outcomeAfterALateStoreBy(RedisScript.STORE.text().replace(BOTH_PAIRS, ONE_PAIR)))
			.isEqualTo(Outcome.MISS);
	}

	// The older entry is taken from where the cache has put it, and stored once more
	// after
	// the younger one, as a slow process would.
	private Outcome outcomeAfterALateStoreBy(String script) {
		try (TestNode node = TestNode.at(this.redis.port())) {
			node.ask("q", "old", "doc:a");
			Fingerprints fingerprints = node.cache().explain(TestNode.request("q", "doc:a")).fingerprints();
			assertThat(fingerprints).isNotNull();
			String key = Commands.text(new RedisKeys(TestNode.NAMESPACE, TestNode.settings().longestTtl())
				.entry(new EntryKey(TestNode.ACME, fingerprints.exact())));
			List<String> older = List.of("te", "tb", "ge", "gb", "v", "e", "k")
				.stream()
				.map((field) -> this.redis.command("HGET", key, field).text())
				.toList();
			node.cache().invalidation().invalidateForAllTenants(Set.of(new Tag("doc:b"), new Tag("doc:a")));
			node.ask("q", () -> ClaudeAnswer.complete("new"), "doc:a");
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);

			this.redis.command("EVAL", script, "1", key, older.get(0), older.get(1), older.get(2), older.get(3),
					older.get(4), older.get(5), older.get(6), "60000");

			return node.outcome("q", "doc:a");
		}
	}

}
