package io.github.claudecache.answer;

import org.jspecify.annotations.Nullable;

/**
 * Why Claude stopped, as the Messages API says it in {@code stop_reason}. What the cache
 * does not know is {@link #UNKNOWN} and never stored, so a value that the API adds later
 * costs hits, not correctness.
 *
 * @since 0.1.0
 */
public enum StopReason {

	/** The model finished its turn: {@code end_turn}. */
	END_TURN("end_turn"),

	/** One of the request's own stop sequences was reached: {@code stop_sequence}. */
	STOP_SEQUENCE("stop_sequence"),

	/** The answer was cut at the token limit: {@code max_tokens}. */
	MAX_TOKENS("max_tokens"),

	/**
	 * The answer was cut at the context window: {@code model_context_window_exceeded}.
	 */
	MODEL_CONTEXT_WINDOW_EXCEEDED("model_context_window_exceeded"),

	/** The model declined to answer: {@code refusal}. */
	REFUSAL("refusal"),

	/** The model asks for a tool to be run: {@code tool_use}. */
	TOOL_USE("tool_use"),

	/** A long-running turn was paused: {@code pause_turn}. */
	PAUSE_TURN("pause_turn"),

	/** No stop reason was given, for example because a stream was cut. */
	ABSENT(""),

	/** A stop reason that this version does not know. */
	UNKNOWN("?");

	private final String wireValue;

	StopReason(String wireValue) {
		this.wireValue = wireValue;
	}

	/**
	 * The stop reason for a value of the Messages API.
	 * @param wireValue the value of {@code stop_reason}, or {@code null}
	 * @return the constant; {@link #ABSENT} for {@code null} and the empty text,
	 * {@link #UNKNOWN} for anything this version does not know
	 */
	public static StopReason fromWire(@Nullable String wireValue) {
		if (wireValue == null || wireValue.isEmpty()) {
			return ABSENT;
		}
		for (StopReason reason : values()) {
			if (reason.wireValue.equals(wireValue)) {
				return reason;
			}
		}
		return UNKNOWN;
	}

	/**
	 * The value in the Messages API.
	 * @return for example {@code end_turn}; empty for {@link #ABSENT}
	 */
	public String wireValue() {
		return this.wireValue;
	}

}
