package io.github.claudecache.benchmarks.semantic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.claudecache.judgement.score.Features;
import io.github.claudecache.judgement.score.MonotoneModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fit on made-up rows, of which the truth is known.
 */
class FitTests {

	private static final int ROWS = 400;

	/**
	 * The first feature speaks against, the second one for serving, the third is noise.
	 */
	private final Examples examples = examples();

	@Test
	void whatSpeaksAgainstGetsAWeightAndWhatSpeaksForGetsNone() {
		MonotoneModel model = new Fit(1, false).fit(this.examples, rows());
		assertThat(weight(model, 0)).isGreaterThan(1);
		assertThat(weight(model, 1)).isZero();
		assertThat(weight(model, 2)).isLessThan(0.3);
	}

	@Test
	void theFitIsTheSameEachTime() {
		assertThat(new Fit(1, true).fit(this.examples, rows())).isEqualTo(new Fit(1, true).fit(this.examples, rows()));
	}

	@Test
	void noGroupIsOnBothSidesOfAFold() {
		Folds folds = new Folds(this.examples, rows(), 5, 3);
		Set<Integer> tested = new HashSet<>();
		for (int fold = 0; fold < folds.count(); fold++) {
			Set<String> fitted = groups(folds.fitting(fold));
			assertThat(groups(folds.testing(fold))).doesNotContainAnyElementsOf(fitted).isNotEmpty();
			IntStream.of(folds.testing(fold)).forEach(tested::add);
		}
		assertThat(tested).hasSize(ROWS);
	}

	@Test
	void aVetoedRowIsNeverServed() {
		Curve curve = new CrossValidation(this.examples).nested(1);
		for (int row = 0; row < ROWS; row++) {
			if (!this.examples.vetoes().get(row).isEmpty()) {
				assertThat(curve.margins()[row]).isEqualTo(Double.NEGATIVE_INFINITY);
			}
		}
		assertThat(curve.served(curve.barKeeping(0.5))).isLessThan(0.1);
	}

	@Test
	void theCurveCountsWhatIsAboveTheBar() {
		double[] margins = new double[ROWS];
		for (int row = 0; row < ROWS; row++) {
			margins[row] = this.examples.same(row) ? row : -row;
		}
		Curve curve = new Curve(this.examples, margins);
		assertThat(curve.kept(curve.barKeeping(0.25))).isBetween(0.24, 0.26);
		assertThat(curve.served(curve.barKeeping(1))).isZero();
		assertThat(curve.served(-100)).isBetween(0.2, 0.3);
	}

	private static Examples examples() {
		Random random = new Random(7);
		List<LabelledPair> pairs = new ArrayList<>();
		List<List<String>> vetoes = new ArrayList<>();
		double[][] features = new double[ROWS][Features.names().size()];
		for (int row = 0; row < ROWS; row++) {
			boolean same = row % 2 == 0;
			pairs.add(new LabelledPair("p" + row, "g" + row / 4, "trap/made-up", "a", "b", same));
			features[row][0] = (same ? 0 : 0.8) + random.nextDouble();
			features[row][1] = (same ? 0.8 : 0) + random.nextDouble();
			features[row][2] = random.nextDouble();
			vetoes.add(!same && row % 5 == 0 ? List.of("number") : List.of());
		}
		return new Examples(pairs, features, vetoes);
	}

	private static int[] rows() {
		return IntStream.range(0, ROWS).toArray();
	}

	private Set<String> groups(int[] rows) {
		Set<String> groups = new HashSet<>();
		IntStream.of(rows).forEach((row) -> groups.add(this.examples.pairs().get(row).group()));
		return groups;
	}

	private static double weight(MonotoneModel model, int feature) {
		return model.parts()
			.stream()
			.filter((part) -> part.feature() == feature)
			.mapToDouble(MonotoneModel.Part::weight)
			.sum();
	}

}
