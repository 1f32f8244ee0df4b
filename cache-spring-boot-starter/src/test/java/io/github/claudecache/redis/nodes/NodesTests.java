package io.github.claudecache.redis.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L23 and P1: several processes, one Redis, real time. No answer that is older than an
 * invalidation which had returned when its caller began, whatever happens to the server;
 * and the same test shows what other designs serve.
 */
class NodesTests {

	private static final Log logger = LogFactory.getLog(NodesTests.class);

	private static final int NODES = 3;

	// How many served hits are checked without a fault; with the given property, as many
	// as it says.
	private static final long CHECKED = Long.getLong("claudecache.nodes.checked", 60_000);

	private static final long CHECKED_WITH_FAULTS = 15_000;

	@TempDir
	private Path directory;

	@Test
	void l23NothingStaleIsServedByAnyNode() {
		assertNothingStale(run(Node.Kind.LEDGER, CHECKED, (redis) -> {
		}));
	}

	@Test
	void l23TheControlWithKeySetsServesStaleAnswers() {
		assertSomethingStale(run(Node.Kind.KEY_SETS, CHECKED_WITH_FAULTS, (redis) -> {
		}));
	}

	@Test
	void l23TheControlWithCountersServesStaleAnswers() {
		assertSomethingStale(run(Node.Kind.COUNTERS, CHECKED_WITH_FAULTS, (redis) -> {
		}));
	}

	@Test
	void p1NothingStaleIsServedWhenEverythingIsFlushed() {
		assertNothingStale(run(Node.Kind.LEDGER, CHECKED_WITH_FAULTS, (redis) -> redis.command("FLUSHALL")));
	}

	@Test
	void p1NothingStaleIsServedWhenRedisEvictsWhatItLikes() {
		assertNothingStale(run(Node.Kind.LEDGER, CHECKED_WITH_FAULTS, NodesTests::evictSome));
	}

	@Test
	void p1NothingStaleIsServedWhenARestartLosesInvalidations() {
		assertNothingStale(run(Node.Kind.LEDGER, CHECKED_WITH_FAULTS, new Restarts()));
	}

	@Test
	void p1TheControlThatIgnoresRestartsServesStaleAnswers() {
		assertSomethingStale(run(Node.Kind.LEDGER_KEPT_ON_RESTART, CHECKED_WITH_FAULTS, new Restarts()));
	}

	private List<Figures> run(Node.Kind kind, long checked, Fault fault) {
		try (RedisProcess redis = RedisProcess.start(RedisBinary.embedded(), "--save", "")) {
			List<NodeProcess> nodes = new ArrayList<>();
			for (int node = 1; node <= NODES; node++) {
				nodes.add(NodeProcess.start(Node.class, this.directory.resolve("node-" + node + ".txt"),
						Integer.toString(redis.port()), this.directory.resolve("sources").toString(), kind.name(),
						Integer.toString(node), Long.toString((checked + NODES - 1) / NODES)));
			}
			while (nodes.stream().anyMatch(NodeProcess::running)) {
				LockSupport.parkNanos(100_000_000);
				fault.strike(redis);
			}
			List<Figures> figures = nodes.stream().map(NodeProcess::result).map(Figures::parse).toList();
			logger.info(kind + ": " + figures);
			return figures;
		}
		catch (IOException ex) {
			throw new AssertionError("A node could not be started", ex);
		}
	}

	// Fills the memory with keys of somebody else, so that ours have to go.
	private static void evictSome(RedisProcess redis) {
		redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
		redis.command("CONFIG", "SET", "maxmemory", "2mb");
		for (int i = 0; i < 20; i++) {
			redis.command("SET", "other:" + System.nanoTime(), "x".repeat(50_000));
		}
	}

	private static void assertNothingStale(List<Figures> figures) {
		assertThat(figures).allSatisfy((node) -> {
			assertThat(node.violations()).isZero();
			assertThat(node.hits()).isPositive();
			assertThat(node.invalidations()).isPositive();
		});
	}

	private static void assertSomethingStale(List<Figures> figures) {
		assertThat(figures.stream().mapToLong(Figures::violations).sum()).isPositive();
	}

	/**
	 * What happens to the server every now and then.
	 */
	private interface Fault {

		void strike(RedisProcess redis);

	}

	/**
	 * Saves, goes on for a while, dies, and comes back with what was saved.
	 */
	private static final class Restarts implements Fault {

		private int strikes;

		@Override
		public void strike(RedisProcess redis) {
			int phase = this.strikes++ % 20;
			if (phase == 0) {
				redis.command("SAVE");
			}
			else if (phase == 5) {
				redis.kill();
				redis.start();
			}
		}

	}

}
