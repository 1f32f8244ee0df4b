package io.github.claudecache.reason;

import java.util.Locale;

/**
 * What came of comparing a served answer with a fresh one.
 *
 * @since 0.1.0
 */
public enum AuditVerdict {

	/** Both say the same. */
	SAME,

	/** They say different things: the served answer was wrong. */
	DIFFERENT,

	/** It cannot be told; published as such and counted neither as right nor as wrong. */
	UNDECIDED;

	/**
	 * Its name in meters.
	 * @return lower case with dashes
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
