package io.github.claudecache.reason;

import java.util.Locale;

/**
 * Whether the error budget of a cache lets answers to other wordings be served.
 *
 * @since 0.1.0
 */
public enum BudgetState {

	/** They are served: nothing shows that the budget is exceeded. */
	OPEN,

	/** They are served again after a pause, and audited more often. */
	TRIAL,

	/** They are not served: more of them were wrong than the budget allows. */
	CLOSED;

	/**
	 * Its name in meters and reports.
	 * @return lower case
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
