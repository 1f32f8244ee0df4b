package io.github.claudecache.redis.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisFault;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P13: answers that cannot be stored do not pile up, in a JVM that has 256 MB.
 */
class StoppedRedisMemoryTests {

	private static final Log logger = LogFactory.getLog(StoppedRedisMemoryTests.class);

	private static final long MEGABYTE = 1 << 20;

	// Three times what may be under way to Redis: on a busy machine some of it is there
	// more than once.
	private static final long LIMIT = 96 * MEGABYTE;

	private static final Duration STOPPED = Duration.ofSeconds(Long.getLong("claudecache.faults.stopped-seconds", 10));

	// The bound is reached within two seconds.
	private static final Duration OTHERWISE = Duration.ofSeconds(5);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "STOPPED, true", "STOPPED, false", "BLACK_HOLE, true", "BLACK_HOLE, false", "SLOW, true",
			"SLOW, false" })
	void p13MemoryIsBounded(RedisFault fault, boolean breaker) throws IOException {
		// What was stored must not fill the machine, and ledgers must not be evicted.
		try (RedisProcess redis = RedisProcess.start(RedisBinary.embedded(), "--save", "", "--maxmemory", "100mb",
				"--maxmemory-policy", "volatile-lru"); RedisProxy proxy = RedisProxy.before(redis)) {
			NodeProcess node = NodeProcess.start(StoringNode.class, this.directory.resolve("node.txt"),
					Integer.toString(proxy.port()), Boolean.toString(breaker), this.directory.toString());
			try {
				Eventually.holds("the node stores", () -> exists(StoringNode.READY) || !node.running());
				Duration lasting = (fault == RedisFault.STOPPED && breaker) ? STOPPED : OTHERWISE;
				fault.begin(redis, proxy);
				pass(lasting);
				fault.end(redis, proxy);
				Files.createFile(this.directory.resolve(StoringNode.OVER));

				Map<String, Long> figures = figures(node.result());
				logger
					.info(fault + " for " + lasting.toSeconds() + " s, breaker " + (breaker ? "on" : "off") + ": heap "
							+ figures.get("before") / MEGABYTE + " MB before, at most " + figures.get("peak") / MEGABYTE
							+ " MB meanwhile, buffers at most " + figures.get("buffers") / MEGABYTE + " MB, "
							+ figures.get("calls") + " calls, " + figures.get("stores") + " stores beside them");
				assertThat(figures.get("outOfMemory")).isZero();
				assertThat(figures.get("unanswered")).isZero();
				assertThat(figures.get("stores")).isGreaterThan(100 * lasting.toSeconds());
				assertThat(figures.get("peak") - figures.get("before")).isLessThanOrEqualTo(LIMIT);
			}
			finally {
				node.kill();
			}
		}
	}

	private boolean exists(String file) {
		return Files.exists(this.directory.resolve(file));
	}

	private static void pass(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	private static Map<String, Long> figures(String line) {
		return Arrays.stream(line.split(" "))
			.map((pair) -> pair.split("="))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> Long.parseLong(pair[1])));
	}

}
