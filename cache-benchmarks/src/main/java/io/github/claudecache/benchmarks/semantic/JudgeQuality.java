package io.github.claudecache.benchmarks.semantic;

import java.util.Arrays;
import java.util.Optional;

/**
 * How good the scripted judge is.
 */
enum JudgeQuality {

	/** It knows the labels. */
	PERFECT("perfect"),

	/** Two of a hundred of its verdicts are the opposite of the label. */
	TWO_PER_CENT_WRONG("wrong2"),

	/** It answers every call with an error. */
	FAILING("failing");

	private static final int HUNDRED = 100;

	private static final int WRONG = 2;

	private final String code;

	JudgeQuality(String code) {
		this.code = code;
	}

	static Optional<JudgeQuality> of(String code) {
		return Arrays.stream(values()).filter((quality) -> quality.code.equals(code)).findFirst();
	}

	/**
	 * What it says, always the same for the same questions.
	 * @param same whether one answer serves both
	 */
	boolean says(boolean same, String stored, String asked) {
		boolean wrong = this == TWO_PER_CENT_WRONG
				&& Math.floorMod((stored + '\n' + asked).hashCode() * 31, HUNDRED) < WRONG;
		return same != wrong;
	}

}
