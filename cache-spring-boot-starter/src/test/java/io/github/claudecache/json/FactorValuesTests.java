package io.github.claudecache.json;

import java.util.List;
import java.util.Map;

import io.github.claudecache.request.FactorValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * JSON as canonical values.
 */
class FactorValuesTests {

	@ParameterizedTest
	@ValueSource(strings = { "1", "1.0", "1e0", "1E0", "-0", "0", "9007199254740992", "9007199254740993",
			"0.10000000000000000000000000000000000001", "1e400" })
	void aNumberKeepsTheTextThatItIsWrittenWith(String number) {
		assertThat(FactorValues.parse(number)).isEqualTo(new FactorValue.Decimal(number));
		assertThat(FactorValues.parse("[" + number + "]"))
			.isEqualTo(FactorValue.listOf(List.of(new FactorValue.Decimal(number))));
	}

	@Test
	void theOrderOfMembersDoesNotMatterButThatOfItemsDoes() {
		assertThat(FactorValues.parse("{\"a\":1,\"b\":{\"c\":[1,2],\"d\":null}}"))
			.isEqualTo(FactorValues.parse(" { \"b\" : { \"d\":null, \"c\":[1, 2] } , \"a\" : 1 } "));
		assertThat(FactorValues.parse("[1,2]")).isNotEqualTo(FactorValues.parse("[2,1]"));
	}

	@Test
	void nullEmptyAndAbsentAreDifferent() {
		assertThat(List.of(FactorValues.parse("{\"a\":null}"), FactorValues.parse("{}"),
				FactorValues.parse("{\"a\":\"\"}"), FactorValues.parse("{\"a\":false}"),
				FactorValues.parse("{\"a\":\"null\"}"), FactorValues.parse("[]")))
			.doesNotHaveDuplicates();
	}

	@Test
	void aTextIsNotANumber() {
		assertThat(FactorValues.parse("\"1\"")).isEqualTo(FactorValue.of("1")).isNotEqualTo(FactorValues.parse("1"));
		assertThat(FactorValues.parse("{\"\\u0061\":true}"))
			.isEqualTo(FactorValue.Members.of(Map.of("a", FactorValue.of(true))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"a\":1,\"a\":2}]", "1 2",
			"{} {}", "[1", "{\"a\":", "{\"a\"}", "[1,]", "NaN", "Infinity", "01", "+1", ".5", "'a'", "{a:1}",
			"/* c */ 1", "\"a\nb\"", "tru" })
	void whatIsNotExactlyOneJsonValueIsRefused(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> FactorValues.parse(json));
	}

	@Test
	void theDepthIsBounded() {
		assertThat(FactorValues.parse("[".repeat(64) + "]".repeat(64))).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> FactorValues.parse("[".repeat(65) + "]".repeat(65)));
		assertThatIllegalArgumentException().isThrownBy(() -> FactorValues.parse("{\"a\":".repeat(1_000_000)));
	}

	@Test
	void aLargeValueIsReadWhole() {
		String text = "x".repeat(4_000_000);
		assertThat(FactorValues.parse("[\"" + text + "\"]"))
			.isEqualTo(FactorValue.listOf(List.of(FactorValue.of(text))));
	}

}
