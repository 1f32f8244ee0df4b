package io.github.claudecache.judgement.score;

import java.util.Locale;

/**
 * Points on the curve of right answers kept against wrong answers served. The bars come
 * with the weights; the rates they were set by are printed by the command that fitted
 * them and hold for the pairs it was given. On questions that nobody fitted expect about
 * twice the wrong answers.
 *
 * @since 0.1.0
 */
public enum Preset {

	/** At most 1 % of the traps served, out of fold. */
	STRICT(0.01),

	/** At most 3 %. */
	BALANCED(0.03),

	/** At most 6 %. */
	LENIENT(0.06);

	private final double falseHitRate;

	Preset(double falseHitRate) {
		this.falseHitRate = falseHitRate;
	}

	/**
	 * The share of traps served that the bar was set by.
	 * @return from 0 to 1
	 */
	public double falseHitRate() {
		return this.falseHitRate;
	}

	/**
	 * The least probability to serve at, with the shipped weights.
	 * @return from 0 to 1
	 */
	public double bar() {
		return Weights.standard().bar(this);
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
