package io.github.claudecache.audit;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The true share of planted wrong answers lies in the published interval as often as is
 * said, of one tier and of two that are sampled differently.
 */
class WrongRateTests {

	private static final int RUNS = 1000;

	private static final int OFTEN_ENOUGH = 930;

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.05, 0.2 })
	void theTrueShareOfOneTierLiesInTheInterval(double wrong) {
		Random random = new Random(1);
		int inside = 0;
		for (int run = 0; run < RUNS; run++) {
			inside += contains(WrongRate.of(sample(random, 10_000, 400, wrong)), wrong) ? 1 : 0;
		}
		assertThat(inside).isGreaterThanOrEqualTo(OFTEN_ENOUGH);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.05, 0.2 })
	void theTrueShareOfTwoTiersLiesInTheIntervalAndThatOfAddedCountsDoesNot(double wrong) {
		Random random = new Random(2);
		// A twentieth of what is served is semantic, but half of what is audited.
		double exactWrong = wrong / 10;
		double share = 0.95 * exactWrong + 0.05 * wrong;
		int inside = 0;
		int added = 0;
		for (int run = 0; run < RUNS; run++) {
			Tally exact = sample(random, 19_000, 400, exactWrong);
			Tally semantic = sample(random, 1000, 400, wrong);
			inside += contains(WrongRate.combined(List.of(exact, semantic)), share) ? 1 : 0;
			added += contains(WrongRate.of(exact.plus(semantic)), share) ? 1 : 0;
		}
		assertThat(inside).isGreaterThanOrEqualTo(OFTEN_ENOUGH);
		if (wrong > 0.01) {
			assertThat(added).as("control: counts that are added").isLessThan(OFTEN_ENOUGH);
		}
	}

	@Test
	void whatIsNotKnownIsNotZero() {
		assertThat(WrongRate.of(Tally.NONE).share()).isNaN();
		assertThat(WrongRate.of(Tally.NONE).known()).isFalse();
		assertThat(WrongRate.of(Tally.NONE).interval()).isEqualTo(Interval.UNKNOWN);
		assertThat(WrongRate.of(new Tally(100, 29, 0, 50)).known()).isFalse();
		assertThat(WrongRate.of(new Tally(100, 30, 0, 50)).known()).isTrue();
	}

	@Test
	void aTierThatServesAndIsNotAuditedLeavesTheWholeUnknown() {
		WrongRate rate = WrongRate.combined(List.of(new Tally(1000, 0, 0, 7), new Tally(10, 50, 0, 0)));
		assertThat(rate.known()).isFalse();
		assertThat(rate.share()).isNaN();
		assertThat(rate.undecided()).isEqualTo(7);
	}

	@Test
	void aSmallTierThatServesLittleWidensTheIntervalOnlyByWhatItServes() {
		WrongRate rate = WrongRate.combined(List.of(new Tally(19_000, 1000, 0, 0), new Tally(1000, 10, 0, 0)));
		assertThat(rate.share()).isZero();
		assertThat(rate.interval().upper()).isBetween(0.004, 0.03);
	}

	@Test
	void theUndecidedAreNeitherRightNorWrong() {
		assertThat(WrongRate.of(new Tally(1000, 90, 10, 900)).share()).isEqualTo(0.1);
	}

	@Test
	void theIntervalIsThatOfTheTextbook() {
		Interval interval = Interval.wilson(0.1, 100);
		assertThat(interval.lower()).isCloseTo(0.0552, within(0.0001));
		assertThat(interval.upper()).isCloseTo(0.1744, within(0.0001));
	}

	private static boolean contains(WrongRate rate, double share) {
		return rate.interval().lower() <= share && share <= rate.interval().upper();
	}

	private static Tally sample(Random random, long served, int audited, double wrong) {
		long different = random.doubles(audited).filter((drawn) -> drawn < wrong).count();
		return new Tally(served, audited - different, different, 0);
	}

}
