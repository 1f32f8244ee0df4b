package io.github.claudecache.audit;

/**
 * What was counted of one tier of a cache in the window.
 *
 * @param served how many answers it served, audited or not
 * @param same how many audited ones were right
 * @param different how many audited ones were wrong
 * @param undecided of how many it could not be told
 * @since 0.1.0
 */
public record Tally(long served, long same, long different, long undecided) {

	/** Nothing. */
	public static final Tally NONE = new Tally(0, 0, 0, 0);

	/**
	 * Of how many answers it is known whether they were right.
	 * @return the sample size
	 */
	public long decided() {
		return this.same + this.different;
	}

	/**
	 * The share of wrong answers among those of which it is known.
	 * @return from 0 to 1; not a number if none is known
	 */
	public double share() {
		return (decided() > 0) ? (double) this.different / decided() : Double.NaN;
	}

	Tally plus(Tally other) {
		return new Tally(this.served + other.served, this.same + other.same, this.different + other.different,
				this.undecided + other.undecided);
	}

}
