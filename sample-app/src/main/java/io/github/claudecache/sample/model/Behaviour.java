package io.github.claudecache.sample.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How the stand-in answers.
 *
 * @since 0.1.0
 */
public enum Behaviour {

	/** A complete answer. */
	NORMAL,

	/** A refusal: {@code stop_reason} is {@code refusal}. */
	REFUSE,

	/** An answer that is cut off: {@code stop_reason} is {@code max_tokens}. */
	TRUNCATE,

	/** An answer that Claude pauses: {@code stop_reason} is {@code pause_turn}. */
	PAUSE,

	/** A call of a tool: {@code stop_reason} is {@code tool_use}. */
	TOOL,

	/** A complete answer whose {@code stop_reason} the API does not have. */
	UNKNOWN,

	/** HTTP status 400, as when Claude does not accept a request. */
	REJECT,

	/** HTTP status 529, as when Claude is overloaded. */
	FAIL,

	/** A complete answer that takes several seconds. */
	SLOW,

	/** Half an answer, after which the connection breaks. */
	CUT;

	/**
	 * The behaviour of a name.
	 * @param code the name in lower case
	 * @return the behaviour; empty if there is none of that name
	 */
	public static Optional<Behaviour> of(String code) {
		return Arrays.stream(values()).filter((behaviour) -> behaviour.code().equals(code)).findFirst();
	}

	/**
	 * The name in requests and responses.
	 * @return for example {@code normal}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
