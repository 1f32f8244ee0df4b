package io.github.claudecache.answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StopReasonTests {

	@ParameterizedTest
	@CsvSource({ "end_turn, END_TURN", "stop_sequence, STOP_SEQUENCE", "max_tokens, MAX_TOKENS",
			"model_context_window_exceeded, MODEL_CONTEXT_WINDOW_EXCEEDED", "refusal, REFUSAL", "tool_use, TOOL_USE",
			"pause_turn, PAUSE_TURN" })
	void theValuesOfTheMessagesApiAreKnown(String wireValue, StopReason reason) {
		assertThat(StopReason.fromWire(wireValue)).isEqualTo(reason);
		assertThat(reason.wireValue()).isEqualTo(wireValue);
	}

	@ParameterizedTest
	@NullAndEmptySource
	void noValueIsAbsent(String wireValue) {
		assertThat(StopReason.fromWire(wireValue)).isEqualTo(StopReason.ABSENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "END_TURN", "end_turn ", "End_turn", "end-turn", "stop", "added_next_year", " ", "?" })
	void anythingElseIsUnknownAndNotGuessed(String wireValue) {
		assertThat(StopReason.fromWire(wireValue)).isEqualTo(StopReason.UNKNOWN);
	}

	@Test
	void tokenCountsAreNotNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Usage(-1, 0, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, -1, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, 0, -1, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, 0, 0, -1));
		assertThat(Usage.of(1, 2)).isEqualTo(new Usage(1, 2, 0, 0));
	}

}
