package io.github.claudecache.redis.nodes;

import java.nio.file.Path;
import java.util.List;

import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.claudecache.redis.nodes.Nodes.assertNothingStale;
import static io.github.claudecache.redis.nodes.Nodes.assertSomethingStale;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * L15 and P1: several processes and a Redis that stands still, or is replaced by a
 * replica that has missed invalidations. What restarts lose is in {@link NodesTests}.
 */
class FaultyNodesTests {

	private static final int NODES = 2;

	// How many served hits are checked under each fault; with the given property, as many
	// as it says.
	private static final long CHECKED = Long.getLong("claudecache.nodes.checked-with-faults", 10_000);

	@TempDir
	private Path directory;

	@Test
	void p1NothingStaleIsServedWhenRedisStandsStillNowAndThen() {
		try (RedisProcess redis = RedisProcess.start(RedisBinary.embedded(), "--save", "")) {
			Stops stops = new Stops(redis);

			List<Figures> figures = new Nodes(this.directory, NODES).run(Node.Kind.LEDGER, redis.port(), CHECKED,
					stops);

			assertNothingStale(figures);
			assertThat(figures.stream().mapToLong(Figures::refused).sum()).isPositive();
		}
	}

	@Test
	void l15NothingStaleIsServedWhenAReplicaThatMissedInvalidationsTakesOver() {
		assertNothingStale(runWithFailovers(Node.Kind.LEDGER));
	}

	@Test
	void l15TheControlThatIgnoresFailoversServesStaleAnswers() {
		assertSomethingStale(runWithFailovers(Node.Kind.LEDGER_KEPT_ON_RESTART));
	}

	@Test
	void l15WhatAReplicaHasConfirmedHoldsThoughFailoversAreIgnored() {
		List<Figures> figures = runWithFailovers(Node.Kind.STRICT_LEDGER_KEPT_ON_RESTART);

		assertNothingStale(figures);
		assertThat(figures.stream().mapToLong(Figures::refused).sum()).isPositive();
	}

	private List<Figures> runWithFailovers(Node.Kind kind) {
		try (Failovers failovers = new Failovers()) {
			List<Figures> figures = new Nodes(this.directory, NODES).run(kind, failovers.port(), CHECKED, failovers);
			assertThat(failovers.count()).isGreaterThan(1);
			return figures;
		}
	}

	/**
	 * Stops the process and lets it go on: soon, or after longer than anybody waits.
	 */
	private static final class Stops implements Runnable {

		private static final int PERIOD = 60;

		private final RedisProcess redis;

		private int strikes;

		private Stops(RedisProcess redis) {
			this.redis = redis;
		}

		@Override
		public void run() {
			switch (this.strikes++ % PERIOD) {
				case 5, 20 -> this.redis.suspend();
				case 8, 50 -> this.redis.resume();
				default -> {
					// It runs, or stands still, as before.
				}
			}
		}

	}

}
