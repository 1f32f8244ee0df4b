package io.github.claudecache.redis.nodes;

import java.nio.file.Path;
import java.util.List;

import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.claudecache.redis.nodes.Nodes.assertNothingStale;
import static io.github.claudecache.redis.nodes.Nodes.assertSomethingStale;

/**
 * L23 and P1: several processes, one Redis, real time. No answer that is older than an
 * invalidation which had returned when its caller began, whatever happens to the server;
 * and the same test shows what other designs serve.
 */
class NodesTests {

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
			return new Nodes(this.directory, NODES).run(kind, redis.port(), checked, () -> fault.strike(redis));
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
