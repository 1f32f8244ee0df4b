package io.github.claudecache.judgement.language;

import org.jspecify.annotations.Nullable;

/**
 * A number in the question, or a unit that is asked for.
 *
 * @param dimension what is measured (mass, usd, percent, ...); empty for a plain number,
 * "ordinal" for a rank
 * @param value the value in the dimension's own unit, as canonical text; empty if only
 * the unit is named
 * @param noun the concept that is counted or named by the number, if one stands beside it
 * @param start where it begins in the text, in chars
 * @param end where it ends, exclusive
 * @since 0.1.0
 */
public record Quantity(String dimension, String value, @Nullable String noun, int start, int end) {

	/**
	 * Whether only a unit was named, without a number.
	 * @return whether
	 */
	public boolean unitOnly() {
		return this.value.isEmpty();
	}

	/**
	 * Whether the other one is the same number of the same unit.
	 * @param other another quantity
	 * @return whether
	 */
	public boolean same(Quantity other) {
		return this.dimension.equals(other.dimension) && this.value.equals(other.value);
	}

}
