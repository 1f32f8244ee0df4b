package io.github.claudecache.redis;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * L13, L14, L26 and L30: what a server that is full, away or shared with another release
 * does to invalidations and stores.
 */
class LostInvalidationTests {

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
	void l13FullRedisAnswersLookupsAndWidensInvalidations() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			node.ask("q", "old", "doc:a");
			node.ask("other", "kept?", "doc:b");
			fill();
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);

			Invalidation invalidation = node.invalidate("doc:a");

			assertThat(invalidation.applied()).isTrue();
			assertThat(invalidation.widened()).isTrue();
			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
			assertThat(node.ask("other", "new", "doc:b").value()).isEqualTo("new");
		}
	}

	@Test
	void l26FullRedisCostsOneCallAndNoAnswer() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			node.ask("warm", "up");
			fill();

			ClaudeAnswer<String> answer = node.ask("q", "answer", "doc:a");

			assertThat(answer.value()).isEqualTo("answer");
			assertThat(answer.provenance().refusal()).isEqualTo(RefusalReason.STORE_FAULT);
			assertThat(node.calls()).isEqualTo(2);
		}
	}

	@Test
	void l26RedisThatDiesWhileClaudeAnswersCostsOneCallAndNoAnswer() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			ClaudeAnswer<String> answer = node.ask("q", () -> {
				this.redis.kill();
				return ClaudeAnswer.complete("answer");
			}, "doc:a");

			assertThat(answer.value()).isEqualTo("answer");
			assertThat(node.calls()).isOne();
		}
	}

	@Test
	void l14InvalidationWithoutRedisFailsAndIsSentAgain() {
		try (TestNode node = TestNode.at(this.redis.port(), TestNode.settings(0, OnRestart.KEEP));
				TestNode other = TestNode.at(this.redis.port(), TestNode.settings(0, OnRestart.KEEP))) {
			node.ask("q", "old", "doc:a");
			this.redis.command("SAVE");
			this.redis.kill();
			node.awaitAway();

			assertThatThrownBy(() -> node.invalidate("doc:a")).isInstanceOf(InvalidationFailedException.class);
			assertThatThrownBy(() -> node.invalidate("doc:a")).isInstanceOf(InvalidationFailedException.class);
			this.redis.start();
			other.awaitAvailable();

			Eventually.holds("nothing is unconfirmed", () -> node.store().status().detail() == null);
			assertThat(other.ask("q", "new", "doc:a").value()).isEqualTo("new");
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
		}
	}

	@Test
	void l14NodeThatCouldNotInvalidateMissesEvenBeforeItIsSentAgain() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			node.ask("q", "old", "doc:a");
			node.ask("other", "kept", "doc:b");
			// The server refuses the script but not the reads.
			this.redis.command("ACL", "SETUSER", "default", "-evalsha", "-eval");

			assertThatThrownBy(() -> node.invalidate("doc:a")).isInstanceOf(InvalidationFailedException.class);

			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.MISS);
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.MISS);
			assertThat(node.outcome("other", "doc:b")).isEqualTo(Outcome.EXACT);

			this.redis.command("ACL", "SETUSER", "default", "+@all");
			Eventually.holds("nothing is unconfirmed", () -> node.store().status().detail() == null);
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.MISS);
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
		}
	}

	@Test
	void moreFailuresThanCanBeRememberedVoidEverythingUntilOneIsConfirmed() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			node.ask("other", "kept", "doc:b");
			this.redis.command("ACL", "SETUSER", "default", "-evalsha", "-eval");
			for (int i = 0; i < 1001; i++) {
				String tag = "doc:" + i;
				assertThatThrownBy(() -> node.invalidate(tag)).isInstanceOf(InvalidationFailedException.class);
			}
			assertThat(node.outcome("other", "doc:b")).isEqualTo(Outcome.MISS);

			this.redis.command("ACL", "SETUSER", "default", "+@all");

			Eventually.holds("nothing is unconfirmed", () -> node.store().status().detail() == null);
			node.ask("other", "new", "doc:b");
			assertThat(node.outcome("other", "doc:b")).isEqualTo(Outcome.EXACT);
		}
	}

	@Test
	void l30InvalidationByANewerReleaseReachesAnOlderOne() {
		Namespace newer = new Namespace("nodes", 4);
		try (TestNode older = TestNode.at(this.redis.port());
				TestNode newest = TestNode.at(this.redis.port(), newer, TestNode.settings(), (builder) -> builder)) {
			older.ask("q", "old", "doc:a");
			newest.ask("q", "old", "doc:a");
			assertThat(newest.calls()).isOne();

			newest.invalidate("doc:a");

			assertThat(older.ask("q", "new", "doc:a").value()).isEqualTo("new");
			older.invalidate("doc:a");
			assertThat(newest.ask("q", "new", "doc:a").value()).isEqualTo("new");
		}
	}

	private void fill() {
		this.redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
		this.redis.command("CONFIG", "SET", "maxmemory", "1");
	}

}
