package io.github.claudecache.pricing;

import java.time.LocalDate;
import java.util.Map;

import io.github.claudecache.answer.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ModelPricesTests {

	private static final Usage MILLION_OF_EACH = new Usage(1_000_000, 1_000_000, 1_000_000, 1_000_000);

	private final ModelPrices prices = ModelPrices.builtIn();

	@Test
	void everyKindOfTokensHasItsPrice() {
		assertThat(this.prices.dollars("claude-sonnet-4-5", MILLION_OF_EACH)).hasValueCloseTo(3 + 15 + 3.75 + 0.3,
				within(1e-9));
		assertThat(this.prices.dollars("claude-sonnet-4-5", Usage.of(1, 0))).hasValueCloseTo(3e-6, within(1e-15));
		assertThat(this.prices.asOf()).isEqualTo(ModelPrices.BUILT_IN_AS_OF);
	}

	@Test
	void theDateOfASnapshotDoesNotMatter() {
		assertThat(this.prices.dollars("claude-haiku-4-5-20251001", MILLION_OF_EACH))
			.isEqualTo(this.prices.dollars("claude-haiku-4-5", MILLION_OF_EACH));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(
			strings = { "", "claude-haiku-9", "claude-haiku-4-5-latest", "anthropic.claude-haiku-4-5-20251001-v1:0",
					"claude-haiku-4-5@20251001", "gpt-5", "claude-haiku-4-5-2025100" })
	void aModelThatIsNotKnownHasNoPriceInsteadOfNone(String model) {
		assertThat(this.prices.dollars(model, MILLION_OF_EACH)).isEmpty();
	}

	@Test
	void aPromptThatIsLongerThanThePriceHoldsForHasNone() {
		assertThat(this.prices.dollars("claude-haiku-5-5", new Usage(60_000, 10, 20_000, 20_000))).isPresent();
		assertThat(this.prices.dollars("claude-haiku-5-5", new Usage(60_000, 10, 20_000, 20_001))).isEmpty();
	}

	@Test
	void pricesOfOnesOwnGoFirst() {
		ModelPrices own = ModelPrices.builtInWith(Map.of("claude-haiku-4-5", ModelPrice.of(2, 0, 0, 0)),
				LocalDate.of(2027, 1, 1));
		assertThat(own.dollars("claude-haiku-4-5-20251001", MILLION_OF_EACH)).hasValue(2);
		assertThat(own.dollars("claude-sonnet-5", Usage.of(1_000_000, 0))).hasValue(2);
		assertThat(own.asOf()).isEqualTo("2027-01-01");
	}

	@ParameterizedTest
	@ValueSource(doubles = { -1, Double.NaN, Double.POSITIVE_INFINITY })
	void whatIsNoPriceIsRefused(double dollars) {
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.of(1, dollars, 1, 1));
	}

}
