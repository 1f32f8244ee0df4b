package io.github.claudecache.judgement;

/**
 * The scores at which the judge is unsure and a verifier is asked.
 *
 * @param from the least score that a verifier is asked about, from 0 to 1
 * @param sure the least score at which nobody is asked, not below {@code from}, up to 1
 * @since 0.1.0
 */
public record GreyZone(double from, double sure) {

	/**
	 * Creates a zone.
	 * @throws IllegalArgumentException if the bounds are out of range or in the wrong
	 * order
	 */
	public GreyZone {
		if (!(from >= 0 && from <= sure && sure <= 1)) {
			throw new IllegalArgumentException(
					"A grey zone begins at 0 or above and ends at 1 or below, but is from " + from + " to " + sure);
		}
	}

	/**
	 * No zone: a score either is enough or it is not.
	 * @param bar the least score to serve at, from 0 to 1
	 * @return a zone of no width
	 */
	public static GreyZone none(double bar) {
		return new GreyZone(bar, bar);
	}

	/**
	 * The zone where a question's language is not understood.
	 * @param least the least score to do anything at
	 * @return a zone that neither begins nor ends below it
	 */
	GreyZone notBelow(double least) {
		return new GreyZone(Math.max(this.from, least), Math.max(this.sure, least));
	}

}
