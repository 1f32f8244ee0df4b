package io.github.claudecache.testsupport.memory;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.github.claudecache.testsupport.control.ControlHarness;
import io.github.claudecache.testsupport.schedule.Choices;
import io.github.claudecache.testsupport.schedule.EveryChoice;
import io.github.claudecache.testsupport.schedule.Outcome;
import io.github.claudecache.testsupport.schedule.Program;
import io.github.claudecache.testsupport.schedule.Schedule;
import io.github.claudecache.testsupport.schedule.Stress;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L23 of the design: no schedule makes the store in memory serve a stale answer, while
 * the same search finds stale answers in each of the stores that are wrong on purpose.
 */
class InMemoryScheduleTests {

	private static final int SCHEDULES = 10_000;

	private static final long STRESSED_LOOKUPS = 100_000;

	@Test
	void l23NoneOfTenThousandRandomSchedulesServesAStaleAnswer() {
		long firstSeed = System.nanoTime();
		Outcome sum = Outcome.NONE;

		for (long seed = firstSeed; seed < firstSeed + SCHEDULES; seed++) {
			Outcome outcome = random(InMemoryScheduleTests::memory, seed);
			assertThat(outcome.violations())
				.as("seed %s; to repeat it, run Schedule.explain with Choices.random of it: %s", seed,
						outcome.violations().isEmpty() ? "" : explain(seed))
				.isEmpty();
			sum = sum.plus(outcome);
		}

		assertThat(sum.served()).as("the search has to find hits").isGreaterThan(SCHEDULES);
		assertThat(sum.shared()).as("the search has to share answers").isGreaterThan(SCHEDULES);
	}

	@Test
	void sameSeedIsTheSameSchedule() {
		long seed = System.nanoTime();

		assertThat(explain(seed)).isNotEmpty().isEqualTo(explain(seed));
	}

	@Test
	void l23ControlKeySetsServeStaleAnswers() {
		assertThat(violations(ControlHarness::keySets)).isPositive();
	}

	@Test
	void l23ControlStampsTakenTooLateServeStaleAnswers() {
		assertThat(violations(ControlHarness::lateStamps)).isPositive();
	}

	@Test
	void l23ControlWallClocksServeStaleAnswers() {
		assertThat(violations(ControlHarness::wallClock)).isPositive();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void noScheduleOfOneCallerAndOneChangeServesAStaleAnswer(int question) {
		assertThat(every(Program.single(question), InMemoryScheduleTests::memory).violations()).isEmpty();
		assertThat(every(Program.single(question), ControlHarness::keySets).violations()).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "2, 1, 0", "2, 1, 2", "2, 1, 3", "2, 2, 0", "2, 2, 2", "3, 1, 0", "3, 1, 2" })
	void noScheduleOfAFewCallersAndAFewChangesServesAStaleAnswer(int callers, int changes, int question) {
		Outcome outcome = every(Program.small(callers, changes, question), InMemoryScheduleTests::memory);

		assertThat(outcome.violations()).isEmpty();
		assertThat(outcome.shared()).isPositive();
		assertThat(outcome.served()).isPositive();
	}

	@Test
	void noStaleAnswerOnRealThreads() {
		long seed = System.nanoTime();
		Outcome outcome;
		try (InMemoryHarness harness = memory()) {
			outcome = Stress.run(harness.store(), STRESSED_LOOKUPS, seed);
		}

		assertThat(outcome.violations()).as("seed %s", seed).isEmpty();
		assertThat(outcome.served()).isPositive();
		assertThat(outcome.shared()).isPositive();
	}

	@Test
	void controlKeySetsServeStaleAnswersOnRealThreads() {
		try (ControlHarness harness = ControlHarness.keySets()) {
			assertThat(Stress.run(harness.store(), STRESSED_LOOKUPS / 3, System.nanoTime()).violations()).isNotEmpty();
		}
	}

	private static InMemoryHarness memory() {
		return new InMemoryHarness(Duration.ofDays(8));
	}

	private static Outcome random(Supplier<? extends AnswerStoreHarness> store, long seed) {
		try (AnswerStoreHarness harness = store.get()) {
			return Schedule.run(Program.busy(), harness, Choices.random(seed));
		}
	}

	// Each of them is found in a good part of the schedules; a few hundred would do.
	private static long violations(Supplier<? extends AnswerStoreHarness> control) {
		long firstSeed = System.nanoTime();
		return LongStream.range(firstSeed, firstSeed + SCHEDULES / 10)
			.filter((seed) -> !random(control, seed).violations().isEmpty())
			.count();
	}

	private static Outcome every(Program program, Supplier<? extends AnswerStoreHarness> store) {
		EveryChoice choices = new EveryChoice();
		Outcome sum = Outcome.NONE;
		while (choices.another()) {
			try (AnswerStoreHarness harness = store.get()) {
				sum = sum.plus(Schedule.run(program, harness, choices));
			}
		}
		return sum;
	}

	private static String explain(long seed) {
		try (AnswerStoreHarness harness = memory()) {
			List<String> story = Schedule.explain(Program.busy(), harness, Choices.random(seed));
			return String.join("\n", story);
		}
	}

}
