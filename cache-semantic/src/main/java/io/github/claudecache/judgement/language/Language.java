package io.github.claudecache.judgement.language;

/**
 * The languages that are told apart.
 *
 * @since 0.1.0
 */
public enum Language {

	/** Understood in full. */
	ENGLISH("en"),

	/** Numbers, dates, identifiers, negation, direction. */
	GERMAN("de"),

	/** Numbers, dates, identifiers, negation, direction. */
	SPANISH("es"),

	/** Numbers, dates, identifiers, negation, direction. */
	JAPANESE("ja"),

	/** Not understood: only numbers, identifiers and equal words count. */
	OTHER("");

	private final String code;

	Language(String code) {
		this.code = code;
	}

	String code() {
		return this.code;
	}

}
