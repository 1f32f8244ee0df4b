package io.github.claudecache.reason;

import java.util.Locale;

/**
 * Why a served answer that was drawn for the audit has no verdict.
 *
 * @since 0.1.0
 */
public enum SkipReason {

	/** As many answers as are allowed were audited in this minute. */
	PER_MINUTE,

	/** As many calls as are allowed are on their way. */
	BUSY,

	/** The call failed. */
	CALL_FAILED,

	/** The call or the comparison took longer than the deadline. */
	LATE,

	/** The fresh answer is not complete, or used tools of the server. */
	INCOMPLETE,

	/** The comparer failed. */
	COMPARER_FAILED;

	/**
	 * Its name in meters.
	 * @return lower case with dashes
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
