package io.github.claudecache.benchmarks.semantic.score;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class IntervalTests {

	/** Values of the literature, and those that {@code score_pairs.py} prints. */
	@ParameterizedTest
	@CsvSource({ "0, 10, 0.0000, 0.2775", "10, 10, 0.7225, 1.0000", "5, 10, 0.2366, 0.7634", "1, 4, 0.0456, 0.6994",
			"2, 3, 0.2077, 0.9385", "194, 760, 0.2255, 0.2874", "0, 0, 0, 1" })
	void wilsonsIntervalHasKnownValues(double happened, int count, double low, double high) {
		Interval interval = Interval.wilson(happened, count);
		assertThat(interval.low()).isCloseTo(low, within(0.00005));
		assertThat(interval.high()).isCloseTo(high, within(0.00005));
	}

	@Test
	void whereEachObservationIsAGroupTheBootstrapAgreesWithWilson() {
		Interval bootstrap = Interval.bootstrap(observations(400, 1));
		Interval wilson = Interval.wilson(100, 400);
		assertThat(bootstrap.low()).isCloseTo(wilson.low(), within(0.01));
		assertThat(bootstrap.high()).isCloseTo(wilson.high(), within(0.01));
	}

	@Test
	void whereTheObservationsOfAGroupAgreeTheBootstrapIsWider() {
		Interval single = Interval.bootstrap(observations(400, 1));
		Interval grouped = Interval.bootstrap(observations(400, 16));
		// Sixteen times fewer independent observations make it four times as wide.
		assertThat((grouped.high() - grouped.low()) / (single.high() - single.low())).isBetween(3.0, 5.0);
	}

	@Test
	void theBootstrapIsTheSameEachTimeAndKnowsNothingOfNothing() {
		assertThat(Interval.bootstrap(observations(40, 4))).isEqualTo(Interval.bootstrap(observations(40, 4)));
		assertThat(Interval.bootstrap(List.of())).isEqualTo(new Interval(0, 1));
		assertThat(Interval.bootstrap(List.of(new Observation("one", 0.5)))).isEqualTo(new Interval(0.5, 0.5));
	}

	/** It happened in every fourth group, and there in all of it. */
	private static List<Observation> observations(int count, int groupSize) {
		List<Observation> observations = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int group = i / groupSize;
			observations.add(new Observation("g" + group, (group % 4 == 0) ? 1 : 0));
		}
		return observations;
	}

}
