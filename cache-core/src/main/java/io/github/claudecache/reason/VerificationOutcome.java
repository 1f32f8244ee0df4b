package io.github.claudecache.reason;

import java.util.Locale;

/**
 * What came of asking the verifiers about a candidate that the judge was unsure about.
 *
 * @since 0.1.0
 */
public enum VerificationOutcome {

	/** All verifiers said yes. */
	CONFIRMED,

	/** All verifiers had said yes when they were asked before. */
	CONFIRMED_BEFORE,

	/** A verifier said no. */
	REFUTED,

	/** A verifier had said no when it was asked before. */
	REFUTED_BEFORE,

	/** A verifier could not be asked, or its answer could not be understood. */
	FAILED,

	/** The deadline passed. */
	LATE,

	/** There is nobody to ask, or another candidate was verified already. */
	NOT_ASKED;

	/**
	 * Its name in meters.
	 * @return lower case with dashes
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Whether the answer may be served.
	 * @return whether
	 */
	public boolean confirmed() {
		return this == CONFIRMED || this == CONFIRMED_BEFORE;
	}

	/**
	 * Whether somebody was asked for it.
	 * @return whether
	 */
	public boolean asked() {
		return this == CONFIRMED || this == REFUTED || this == FAILED || this == LATE;
	}

}
