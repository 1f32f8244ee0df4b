package io.github.claudecache.answer;

import java.util.Locale;

/**
 * How a question was answered.
 *
 * @since 0.1.0
 */
public enum Outcome {

	/** The same question had been answered before, under the same circumstances. */
	EXACT,

	/**
	 * Another wording of the question had been answered before, and every guard agreed.
	 */
	SEMANTIC,

	/** Claude was asked, by this caller or by one that asked the same just before. */
	MISS,

	/** The cache stood aside: Claude was asked, and the answer was not kept. */
	BYPASS;

	/**
	 * The name in endpoints, meters and headers.
	 * @return for example {@code exact}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
