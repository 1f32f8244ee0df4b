package io.github.claudecache.audit;

/**
 * A confidence interval of a share.
 *
 * @param lower its lower end, from 0 to 1
 * @param upper its upper end, from 0 to 1
 * @since 0.1.0
 */
public record Interval(double lower, double upper) {

	/** Nothing is known. */
	public static final Interval UNKNOWN = new Interval(0, 1);

	// The normal distribution has 95 % of its mass this many deviations around its mean.
	private static final double Z = 1.959964;

	/**
	 * The 95 % score interval (Wilson 1927, "Probable inference, the law of succession,
	 * and statistical inference").
	 * @param share how much was found, from 0 to 1
	 * @param size how many were looked at, not negative; need not be whole
	 * @return the interval; everything if nothing was looked at
	 */
	public static Interval wilson(double share, double size) {
		if (!(size > 0)) {
			return UNKNOWN;
		}
		double square = Z * Z;
		double middle = (share + square / (2 * size)) / (1 + square / size);
		double half = Z / (1 + square / size) * Math.sqrt(share * (1 - share) / size + square / (4 * size * size));
		return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
	}

}
