package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.store.TagCount;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisErrorException;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * P24: the store works with the rights that {@link RedisRight} lists and needs each of
 * them.
 */
@EveryRedisServer
class RedisRightsTests {

	private static final Set<RedisRight> ALL = EnumSet.allOf(RedisRight.class);

	// Inside of scripts each line of releases has words of its own.
	private static final Pattern REFUSAL = Pattern
		.compile("(?i)NOPERM|no permissions|can't run this command|can't access at least one of the keys");

	@Parameter
	private RedisBinary binary;

	@Test
	void p24NothingThatACacheDoesIsRefused() {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, ALL);
				TestNode node = TestNode.withLeases(redis.connector(), TestNode.settings(), Duration.ofSeconds(2))) {
			assertThat(Eventually.get(node.store().problems())).isEmpty();
			node.ask("q", "old", "doc:a");
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
			assertThat(Eventually.get(node.store().tags(TestNode.ACME, 10)))
				.contains(new TagCount(new Tag("doc:a"), 1));
			assertThat(Eventually.get(node.store().entries(TestNode.ACME, new Tag("doc:a"), 10))).hasSize(1);

			assertThat(node.invalidate("doc:a").applied()).isTrue();
			Eventually.get(node.store().swept());
			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
			assertThat(Eventually.get(node.store().invalidate(InvalidationScope.of(TestNode.ACME), Set.of())).applied())
				.isTrue();
			assertThat(node.ask("q", "newer", "doc:a").value()).isEqualTo("newer");
			assertThat(Eventually.get(node.store().invalidate(InvalidationScope.allTenants(), Set.of())).applied())
				.isTrue();
			assertThat(node.ask("q", "newest", "doc:a").value()).isEqualTo("newest");

			assertThat(redis.refused()).isEmpty();
		}
	}

	@Test
	void p24RestartIsNoticed() {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, ALL);
				TestNode node = TestNode.of(redis.connector())) {
			node.ask("q", "old", "doc:a");
			redis.server().command("SAVE");
			assertThat(node.invalidate("doc:a").applied()).isTrue();

			redis.server().restart();
			node.awaitAway();
			node.awaitAvailable();

			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
			assertThat(redis.refused()).isEmpty();
		}
	}

	@Test
	void p24FullServerWidensAnInvalidation() {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, ALL);
				TestNode node = TestNode.of(redis.connector())) {
			node.ask("q", "old", "doc:a");
			redis.server().command("CONFIG", "SET", "maxmemory", "1");

			assertThat(node.invalidate("doc:a").widened()).isTrue();

			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
			assertThat(redis.refused()).isEmpty();
		}
	}

	@Test
	void p24ReplicasAreWaitedFor() {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, ALL);
				RedisProcess replica = RedisProcess.start(this.binary)) {
			replica.replicaOf(redis.server());
			try (TestNode node = TestNode.withLeases(redis.connector(), TestNode.settings(1, OnRestart.VOID),
					Duration.ofSeconds(2))) {
				assertThat(node.invalidate("doc:a").replicas()).isOne();
				assertThat(redis.refused()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "INFO", "EVAL", "HGET", "EXISTS", "DEL" })
	void p24RightThatIsTakenAwayIsNamed(RedisRight right) {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, allBut(right));
				RedisAnswerStore store = open(redis)) {
			assertThat(Eventually.get(store.problems())).singleElement()
				.asString()
				.endsWith("lacks rights on the keys ~nodes:*: " + right.granted());
			Eventually.holds("health says so",
					() -> String.valueOf(store.status().detail()).endsWith(" " + right.granted()));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "INFO", "EVAL", "HGET", "EXISTS", "DEL" })
	void p24ServerThatCannotEvenBeVerifiedIsNotUsed(RedisRight right) {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, allBut(right));
				RedisAnswerStore store = open(redis)) {
			Eventually.holds("it is said which right is missing",
					() -> String.valueOf(store.status().detail()).endsWith(" " + right.granted()));
			assertThat(store.status().available()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "KEYS *", "SCAN 0", "FLUSHALL", "FLUSHDB", "SWAPDB 0 1", "CONFIG GET *", "ACL LIST",
			"ACL WHOAMI", "CLIENT LIST", "CLIENT KILL TYPE normal", "MONITOR", "SLOWLOG GET", "DEBUG SLEEP 0", "SAVE",
			"SHUTDOWN NOSAVE", "REPLICAOF NO ONE", "SCRIPT FLUSH", "SUBSCRIBE c", "PUBLISH c m", "RESTORE nodes:k 0 x",
			"DUMP nodes:k", "GET nodes:k", "SET nodes:k v", "SORT nodes:k", "OBJECT ENCODING nodes:k",
			"EVAL return(redis.call('keys','*')) 0" })
	void p24OtherCommandIsRefused(String command) {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, ALL)) {
			assertRefused(redis, command);
		}
	}

	@Test
	void p24ForeignKeysAreRefused() {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, ALL)) {
			redis.server().command("HSET", "other:k", "f", "v");
			redis.server().command("ZADD", "nodesy", "1", "m");
			List<String> commands = List.of("HGET other:k f", "HMGET other:k f", "DEL other:k", "UNLINK other:k",
					"ZMSCORE nodesy m", "EXISTS nodes", "RENAMENX nodes:k other:l", "EVAL return(1) 1 other:k",
					"EVAL return(redis.call('hget','other:k','f')) 0");

			assertThat(commands).allSatisfy((command) -> assertRefused(redis, command));
			assertThat(redis.server().command("DBSIZE").number()).isEqualTo(2);
		}
	}

	private static void assertRefused(LimitedRedis redis, String command) {
		assertThatExceptionOfType(RedisErrorException.class).isThrownBy(() -> redis.command(command.split(" ")))
			.matches((error) -> REFUSAL.matcher(String.valueOf(error.getMessage())).find());
	}

	private static Set<RedisRight> allBut(RedisRight right) {
		return EnumSet.complementOf(EnumSet.of(right));
	}

	private static RedisAnswerStore open(LimitedRedis redis) {
		return new RedisAnswerStore(redis.connector(), TestNode.NAMESPACE, TestNode.settings(1, OnRestart.VOID),
				InstantSource.system());
	}

}
