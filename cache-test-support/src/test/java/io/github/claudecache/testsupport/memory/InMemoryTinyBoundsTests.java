package io.github.claudecache.testsupport.memory;

import java.time.Duration;

import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.schedule.Choices;
import io.github.claudecache.testsupport.schedule.Outcome;
import io.github.claudecache.testsupport.schedule.Program;
import io.github.claudecache.testsupport.schedule.Schedule;
import io.github.claudecache.testsupport.schedule.Stress;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bounds cost hits, never freshness: with room for one tenant and one remembered tag,
 * ledgers are dropped and stamps forgotten all the time.
 */
class InMemoryTinyBoundsTests {

	private static final InMemoryAnswerStore.Settings TINY = new InMemoryAnswerStore.Settings(1024 * 1024, 1, 1,
			Duration.ofNanos(1_000));

	@Test
	void noRandomScheduleServesAStaleAnswer() {
		long firstSeed = System.nanoTime();
		for (long seed = firstSeed; seed < firstSeed + 2_000; seed++) {
			try (InMemoryHarness harness = new InMemoryHarness(TINY)) {
				assertThat(Schedule.run(Program.busy(), harness, Choices.random(seed)).violations()).as("seed %s", seed)
					.isEmpty();
			}
		}
	}

	@Test
	void noStaleAnswerOnRealThreads() {
		long seed = System.nanoTime();
		try (InMemoryHarness harness = new InMemoryHarness(TINY)) {
			Outcome outcome = Stress.run(harness.store(), 50_000, seed);

			assertThat(outcome.violations()).as("seed %s", seed).isEmpty();
			assertThat(outcome.served() + outcome.shared()).isPositive();
		}
	}

}
