package io.github.claudecache.actuate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Quantiles are never too low and at most an eighth too high.
 */
class AgeHistogramTests {

	@Test
	void quantilesAreWithinAnEighthOfTheTruth() {
		Random random = new Random(7);
		for (int run = 0; run < 50; run++) {
			AgeHistogram histogram = new AgeHistogram();
			long[] millis = new long[1 + random.nextInt(2000)];
			for (int i = 0; i < millis.length; i++) {
				millis[i] = random.nextLong(1L << (1 + random.nextInt(40)));
				histogram.record(Duration.ofMillis(millis[i]), false);
			}
			Arrays.sort(millis);
			AgeFigures figures = histogram.figures();
			assertThat(figures.count()).isEqualTo(millis.length);
			assertThat(figures.maxSeconds()).isEqualTo(millis[millis.length - 1] / 1000.0);
			requireClose(figures.p50Seconds(), rank(millis, 0.5));
			requireClose(figures.p95Seconds(), rank(millis, 0.95));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 7, 8, 15, 16, 999, 86_400_000, 1L << 40, Long.MAX_VALUE })
	void aSingleAgeIsItsOwnQuantile(long millis) {
		AgeHistogram histogram = new AgeHistogram();
		histogram.record(Duration.ofMillis(millis), false);
		assertThat(histogram.figures())
			.isEqualTo(new AgeFigures(1, 0, millis / 1000.0, millis / 1000.0, millis / 1000.0));
	}

	@Test
	void nothingRecordedIsZero() {
		assertThat(new AgeHistogram().figures()).isEqualTo(new AgeFigures(0, 0, 0, 0, 0));
	}

	@Test
	void aClockThatRanBackwardsIsAgeZero() {
		AgeHistogram histogram = new AgeHistogram();
		histogram.record(Duration.ofMillis(-5), false);
		assertThat(histogram.figures()).isEqualTo(new AgeFigures(1, 0, 0, 0, 0));
	}

	private static double rank(long[] sorted, double quantile) {
		return sorted[(int) Math.ceil(sorted.length * quantile) - 1] / 1000.0;
	}

	private static void requireClose(double actual, double truth) {
		assertThat(actual).isBetween(truth, truth * 1.125 + 0.001);
	}

}
