package io.github.claudecache.redis;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L15: a server that was restarted or replaced may have lost invalidations.
 */
class RedisRestartTests {

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
	void l15InvalidationThatARestartHasLostStillHolds() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			loseAnInvalidation(node);

			ClaudeAnswer<String> answer = node.ask("q", "new", "doc:a");

			assertThat(answer.value()).isEqualTo("new");
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
		}
	}

	@Test
	void l15TheControlThatIgnoresRestartsServesWhatWasVoided() {
		try (TestNode node = TestNode.at(this.redis.port(), TestNode.settings(0, OnRestart.KEEP))) {
			loseAnInvalidation(node);

			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("old");
		}
	}

	@Test
	void l15OnlyTheFirstOfSeveralNodesVoids() {
		try (TestNode first = TestNode.at(this.redis.port()); TestNode second = TestNode.at(this.redis.port())) {
			loseAnInvalidation(first);
			first.ask("q", "new", "doc:a");
			second.awaitAvailable();

			assertThat(second.ask("q", "newer", "doc:a").value()).isEqualTo("new");
			try (TestNode third = TestNode.at(this.redis.port())) {
				assertThat(third.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
			}
		}
	}

	@Test
	void l15AnswerThatWasBegunBeforeARestartIsNotServedAfterIt() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			node.ask("other", "x");
			this.redis.command("SAVE");

			node.ask("q", () -> {
				this.redis.restart();
				node.awaitAway();
				node.awaitAvailable();
				return ClaudeAnswer.complete("begun before");
			}, "doc:a");

			assertThat(node.ask("q", "begun after", "doc:a").value()).isEqualTo("begun after");
		}
	}

	@Test
	void connectionThatWasOnlyInterruptedCostsNothing() {
		try (RedisProxy proxy = RedisProxy.before(this.redis); TestNode node = TestNode.at(proxy.port())) {
			node.ask("q", "answer", "doc:a");

			proxy.cut();
			node.awaitAway();
			node.awaitAvailable();

			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
		}
	}

	@Test
	void l15FailoverToAReplicaThatMissedTheInvalidationVoids() {
		try (RedisProcess replica = RedisProcess.start(RedisBinary.embedded(), "--save", "");
				RedisProxy address = RedisProxy.before(this.redis);
				TestNode node = TestNode.at(address.port())) {
			replica.replicaOf(this.redis);
			node.ask("q", "old", "doc:a");
			awaitReplicated(replica);
			replica.command("REPLICAOF", "NO", "ONE");
			assertThat(node.invalidate("doc:a").applied()).isTrue();

			address.passTo(replica);
			node.awaitAway();
			node.awaitAvailable();

			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
		}
	}

	@Test
	void replicaIsNeverAsked() {
		try (RedisProcess replica = RedisProcess.start(RedisBinary.embedded(), "--save", "")) {
			replica.replicaOf(this.redis);
			try (TestNode node = TestNode.unawaited(replica.port(), TestNode.NAMESPACE, TestNode.settings(),
					(builder) -> builder)) {
				Eventually.holds("the replica is found out",
						() -> String.valueOf(node.store().status().detail()).contains("replica"));

				assertThat(node.ask("q", "x").provenance().reason()).isEqualTo(BypassReason.STORE_AWAY);
				assertThat(node.store().status().available()).isFalse();
			}
		}
	}

	// Saved, voided, and restarted with what was saved.
	private void loseAnInvalidation(TestNode node) {
		node.ask("q", "old", "doc:a");
		this.redis.command("SAVE");
		assertThat(node.invalidate("doc:a").applied()).isTrue();
		this.redis.restart();
		node.awaitAway();
		node.awaitAvailable();
	}

	private void awaitReplicated(RedisProcess replica) {
		Eventually.holds("the replica has the entry",
				() -> replica.command("DBSIZE").number() == this.redis.command("DBSIZE").number()
						&& replica.command("DBSIZE").number() > 0);
	}

}
