package io.github.claudecache.redis;

import java.util.List;
import java.util.stream.Stream;

import io.github.claudecache.key.Namespace;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tags cost on a server, and that nothing stays there for good: P20.
 */
@EveryRedisServer
class LiveTagMemoryTests {

	private static final int TAGS = 1_000;

	// Redis 7.2 is the first that keeps a small set as a list.
	private static final int BAR = 250;

	private static final int BAR_OF_TABLES = 400;

	@Parameter
	private RedisBinary binary;

	private RedisProcess redis;

	private TestNode node;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(this.binary, "--save", "");
		this.node = TestNode.at(this.redis.port(), Namespace.DEFAULT, TestNode.settings(), (builder) -> builder);
		for (int i = 0; i < TAGS; i++) {
			this.node.ask("Question " + i, "An answer.", "policy:" + i);
		}
		// Nobody waits for the index. That of the cache has all entries.
		Eventually.holds("all are indexed",
				() -> keys().stream().filter((key) -> key.contains(":idx:")).count() > TAGS);
	}

	@AfterEach
	void stop() {
		this.node.close();
		this.redis.close();
	}

	@Test
	void aTagOfOneEntryTakesFewBytes() {
		List<String> sets = keys().stream()
			.filter((key) -> key.contains(":idx:") && this.redis.command("SCARD", key).number() == 1)
			.toList();
		assertThat(sets).hasSize(TAGS);
		long all = Stream.concat(sets.stream(), keys().stream().filter((key) -> key.contains(":tags:")))
			.mapToLong(this::bytes)
			.sum();
		boolean lists = !this.redis.command("CONFIG", "GET", "set-max-listpack-entries").list().isEmpty();
		assertThat(all / TAGS).as("bytes per live tag on %s", this.binary).isLessThan(lists ? BAR : BAR_OF_TABLES);
	}

	@Test
	void allKeysExpireButTheLedgers() {
		this.node.invalidate("policy:1");
		List<String> others = keys().stream().filter((key) -> !key.endsWith(":inv") && !key.endsWith(":life")).toList();
		assertThat(others).isNotEmpty();
		// What is being swept may be gone meanwhile.
		assertThat(others.stream().filter((key) -> this.redis.command("PTTL", key).number() == -1)).isEmpty();
	}

	private List<String> keys() {
		return this.redis.command("KEYS", "*").list().stream().map(RedisReply::text).toList();
	}

	private long bytes(String key) {
		return this.redis.command("MEMORY", "USAGE", key, "SAMPLES", "0").number();
	}

}
