package io.github.claudecache.judgement.score;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WeightsTests {

	private final Weights weights = Weights.standard();

	@Test
	void whatIsWrittenIsRead() {
		assertThat(Weights.of(this.weights.lines())).isEqualTo(this.weights);
	}

	@Test
	void noFeatureIsRewarded() {
		assertThat(this.weights.model().parts()).isNotEmpty()
			.allSatisfy((part) -> assertThat(part.weight()).isNotNegative());
		assertThatIllegalArgumentException().isThrownBy(() -> new MonotoneModel.Part(0, 0.5, -0.1));
	}

	@Test
	void everyPresetHasABar() {
		for (Preset preset : Preset.values()) {
			assertThat(this.weights.bars()).containsKey(preset);
		}
	}

	@Test
	void weightsOfAnotherVersionAreRefused() {
		List<String> lines = new ArrayList<>(this.weights.lines());
		lines.set(0, "version 2");
		assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(lines)).withMessageContaining("version 2");
	}

	@Test
	void aFeatureThatIsNotKnownIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(List.of("linear mood 1.0")))
			.withMessageContaining("mood");
		assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(List.of("bonus mood 1.0")));
	}

	@Test
	void theProbabilityRisesWithTheMargin() {
		assertThat(this.weights.slope()).isPositive();
		assertThat(this.weights.probability(-50)).isBetween(0.0, 0.001);
		assertThat(this.weights.probability(50)).isBetween(0.999, 1.0);
	}

}
