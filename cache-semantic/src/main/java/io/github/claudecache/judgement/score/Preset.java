package io.github.claudecache.judgement.score;

import java.util.Locale;

/**
 * Points on the curve of right answers kept against wrong answers served. The bars come
 * with the weights; the rates they were set by are printed by the command that fitted
 * them, out of fold, and hold for the pairs it was given. On questions that nobody fitted
 * expect about twice the wrong answers, so each bar is set at half of what the preset is
 * meant to bear.
 *
 * @since 0.1.0
 */
public enum Preset {

	/** Meant for at most 1 % of the traps served; set at 0.5 %, out of fold. */
	STRICT(0.005),

	/** Meant for at most 3 %; set at 1.5 %. */
	BALANCED(0.015),

	/** Meant for at most 8 %; set at 4 %. */
	LENIENT(0.04);

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
