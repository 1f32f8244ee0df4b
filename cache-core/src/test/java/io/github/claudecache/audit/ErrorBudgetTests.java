package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import io.github.claudecache.reason.BudgetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The budget closes the tier when it is exceeded, soon and seldom without a reason,
 * however often one looks; and lets it open again on evidence, or by hand.
 */
class ErrorBudgetTests {

	private static final ErrorBudget BUDGET = new ErrorBudget(0.02, 0.95);

	private static final Duration PAUSE = Duration.ofHours(1);

	private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

	@Test
	void aFifthOfWrongAnswersClosesTheTierInEveryRunBehindThirtyAnswersAndWithinFiveHundred() {
		for (int run = 0; run < 1000; run++) {
			assertThat(closedAfter(new Random(run), 0.2, 500)).isBetween(WrongRate.LEAST, 500);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.02 })
	void whatKeepsTheBudgetIsClosedInOneRunOfTwentyAtMost(double wrong) {
		int closed = 0;
		int byInterval = 0;
		for (int run = 0; run < 1000; run++) {
			closed += (closedAfter(new Random(run), wrong, 10_000) > 0) ? 1 : 0;
			byInterval += passedByInterval(new Random(run), wrong, 10_000) ? 1 : 0;
		}
		assertThat(closed).isLessThanOrEqualTo(50);
		if (wrong == BUDGET.budget()) {
			assertThat(byInterval).as("control: an interval that is looked at after each answer").isGreaterThan(50);
		}
	}

	@Test
	void aChangeBehindALongGoodTimeIsNoticedAsWell() {
		for (int run = 0; run < 100; run++) {
			Random random = new Random(run);
			BudgetWatch watch = new BudgetWatch(BUDGET, PAUSE, false);
			for (int i = 0; i < 10_000; i++) {
				watch.audited(random.nextDouble() < 0.002, START);
			}
			assertThat(watch.state(START)).isEqualTo(BudgetState.OPEN);
			int needed = 0;
			while (watch.state(START) == BudgetState.OPEN) {
				watch.audited(random.nextDouble() < 0.2, START);
				needed++;
			}
			assertThat(needed).isLessThan(500);
		}
	}

	@Test
	void afterThePauseThereIsATrialThatOpensTheTierOnEvidence() {
		BudgetWatch watch = closed();
		assertThat(watch.state(START.plus(PAUSE).minusMillis(1))).isEqualTo(BudgetState.CLOSED);
		Instant later = START.plus(PAUSE);
		assertThat(watch.state(later)).isEqualTo(BudgetState.TRIAL);
		int needed = 0;
		while (watch.state(later) == BudgetState.TRIAL) {
			watch.audited(false, later);
			needed++;
		}
		assertThat(watch.state(later)).isEqualTo(BudgetState.OPEN);
		assertThat(needed).isBetween(100, 400);
	}

	@Test
	void aTrialThatFailsClosesTheTierAgain() {
		BudgetWatch watch = closed();
		Instant later = START.plus(PAUSE);
		for (int i = 0; i < WrongRate.LEAST; i++) {
			assertThat(watch.state(later)).isEqualTo(BudgetState.TRIAL);
			watch.audited(true, later);
		}
		assertThat(watch.state(later)).isEqualTo(BudgetState.CLOSED);
		assertThat(watch.state(later.plus(PAUSE))).isEqualTo(BudgetState.TRIAL);
	}

	@Test
	void whatWasServedBeforeTheTierWasClosedDoesNotCountInTheTrial() {
		BudgetWatch watch = closed();
		for (int i = 0; i < 1000; i++) {
			assertThat(watch.audited(true, START)).isFalse();
		}
		watch.audited(false, START.plus(PAUSE));
		assertThat(watch.state(START.plus(PAUSE))).isEqualTo(BudgetState.TRIAL);
	}

	@Test
	void aHandOpensItAtOnce() {
		BudgetWatch watch = closed();
		assertThat(watch.reopen(START)).isTrue();
		assertThat(watch.state(START)).isEqualTo(BudgetState.OPEN);
		assertThat(watch.reopen(START)).isFalse();
	}

	private static BudgetWatch closed() {
		BudgetWatch watch = new BudgetWatch(BUDGET, PAUSE, false);
		for (int i = 0; i < WrongRate.LEAST; i++) {
			watch.audited(true, START);
		}
		assertThat(watch.state(START)).isEqualTo(BudgetState.CLOSED);
		return watch;
	}

	private static int closedAfter(Random random, double wrong, int most) {
		BudgetWatch watch = new BudgetWatch(BUDGET, PAUSE, false);
		for (int i = 1; i <= most; i++) {
			if (watch.audited(random.nextDouble() < wrong, START)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean passedByInterval(Random random, double wrong, int most) {
		int different = 0;
		for (int i = 1; i <= most; i++) {
			different += (random.nextDouble() < wrong) ? 1 : 0;
			if (i >= WrongRate.LEAST && Interval.wilson((double) different / i, i).lower() > BUDGET.budget()) {
				return true;
			}
		}
		return false;
	}

}
