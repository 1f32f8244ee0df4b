package io.github.claudecache.redis;

import java.util.concurrent.TimeUnit;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Strict mode: an invalidation is confirmed only when replicas have it too.
 */
class StrictInvalidationTests {

	private RedisProcess master;

	private RedisProcess replica;

	@BeforeEach
	void start() {
		this.master = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		this.replica = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		this.replica.replicaOf(this.master);
	}

	@AfterEach
	void stop() {
		this.replica.close();
		this.master.close();
	}

	@Test
	void invalidationSaysHowManyReplicasHaveIt() {
		try (TestNode node = TestNode.at(this.master.port(), TestNode.settings(1, OnRestart.VOID))) {
			assertThat(node.invalidate("doc:a").replicas()).isOne();
		}
	}

	@Test
	void l15InvalidationThatTooFewReplicasHaveIsAnErrorAndHoldsAllTheSame() {
		try (TestNode node = TestNode.at(this.master.port(), TestNode.settings(1, OnRestart.VOID))) {
			node.ask("q", "old", "doc:a");
			this.replica.suspend();

			assertThatThrownBy(() -> node.invalidate("doc:a")).isInstanceOf(InvalidationFailedException.class)
				.cause()
				.hasMessageContaining("only 0 of 1 replicas");

			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
			assertThat(node.store().status().detail()).contains("1 invalidations are not confirmed");
		}
	}

	@Test
	void whatWasNotConfirmedIsSentAgainUntilItIs() {
		try (TestNode node = TestNode.at(this.master.port(), TestNode.settings(1, OnRestart.VOID))) {
			this.replica.suspend();
			assertThatThrownBy(() -> node.invalidate("doc:a")).isInstanceOf(InvalidationFailedException.class);
			assertThat(node.ask("q", "x", "doc:a").provenance().refusal()).isNotNull();

			this.replica.resume();

			Eventually.holds("it is confirmed", () -> node.store().status().detail() == null);
			node.ask("q", "new", "doc:a");
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
		}
	}

	@Test
	void lookupsDoNotWaitForReplicas() {
		try (TestNode node = TestNode.at(this.master.port(), TestNode.settings(1, OnRestart.VOID))) {
			node.ask("q", "x");
			this.replica.suspend();
			Thread invalidator = new Thread(() -> assertThatThrownBy(() -> node.invalidate("doc:a"))
				.isInstanceOf(InvalidationFailedException.class));
			invalidator.start();

			long hits = 0;
			while (invalidator.isAlive()) {
				hits += (node.outcome("q") == Outcome.EXACT) ? 1 : 0;
			}

			assertThat(hits).isGreaterThan(10);
		}
	}

	@Test
	void theControlThatWaitsOnAnotherConnectionConfirmsWhatAStoppedReplicaDoesNotHave() throws Exception {
		RedisClient client = RedisClient.create("redis://localhost:" + this.master.port());
		try (StatefulRedisConnection<String, String> writes = client.connect();
				StatefulRedisConnection<String, String> waits = client.connect()) {
			this.replica.suspend();
			writes.sync().set("k", "v");

			assertThat(waits.async().waitForReplication(1, 300).get(5, TimeUnit.SECONDS)).isOne();
			assertThat(writes.async().waitForReplication(1, 300).get(5, TimeUnit.SECONDS)).isZero();
		}
		finally {
			client.shutdown();
		}
	}

}
