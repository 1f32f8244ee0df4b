package io.github.claudecache.audit;

import java.util.Collection;
import java.util.List;

/**
 * The share of served answers that were wrong, as far as the sample can tell.
 *
 * @param share the estimate, from 0 to 1; not a number if nothing is known
 * @param interval where the true share is, with 95 % confidence; from 0 to 1 if nothing
 * is known
 * @param size how many answers of a single draw would say as much; of one tier, how many
 * are known to be right or wrong
 * @param undecided of how many audited answers it could not be told
 * @since 0.1.0
 */
public record WrongRate(double share, Interval interval, double size, long undecided) {

	/** Below this many answers the sample says too little to be published as a rate. */
	public static final int LEAST = 30;

	/**
	 * Whether the sample is large enough to speak of a rate.
	 * @return whether it has at least {@value #LEAST} answers
	 */
	public boolean known() {
		return this.size >= LEAST;
	}

	/**
	 * Of one tier.
	 * @param tally what was counted
	 * @return the rate
	 */
	public static WrongRate of(Tally tally) {
		return new WrongRate(tally.share(), Interval.wilson(tally.share(), tally.decided()), tally.decided(),
				tally.undecided());
	}

	/**
	 * Of several tiers together, each of which counts by how much it served: tiers are
	 * sampled at different rates, so their counts cannot be added. A tier that served
	 * answers of which none was audited leaves the whole unknown.
	 * @param tiers what was counted in each
	 * @return the rate
	 */
	public static WrongRate combined(Collection<Tally> tiers) {
		List<Tally> used = tiers.stream().filter((tier) -> tier.served() > 0 || tier.decided() > 0).toList();
		if (used.size() <= 1) {
			return of(used.isEmpty() ? Tally.NONE : used.get(0));
		}
		long undecided = tiers.stream().mapToLong(Tally::undecided).sum();
		double served = used.stream().mapToLong((tier) -> Math.max(tier.served(), tier.decided())).sum();
		double share = 0;
		double smoothed = 0;
		double ofOne = 0;
		double variance = 0;
		for (Tally tier : used) {
			if (tier.decided() == 0) {
				return new WrongRate(Double.NaN, Interval.UNKNOWN, 0, undecided);
			}
			double weight = Math.max(tier.served(), tier.decided()) / served;
			// One right and one wrong more, or a tier without a wrong answer would be
			// certain.
			double likely = (tier.different() + 1.0) / (tier.decided() + 2.0);
			share += weight * tier.share();
			smoothed += weight * likely;
			ofOne += weight * weight / tier.decided();
			variance += weight * weight * likely * (1 - likely) / tier.decided();
		}
		// How many of one draw would vary as little: by their number (Kish 1965, "Survey
		// sampling") and by what was found, whichever says less, but never less than the
		// smallest tier alone.
		double least = used.stream().mapToLong(Tally::decided).min().orElse(0);
		double effective = Math.max(least, Math.min(1 / ofOne, smoothed * (1 - smoothed) / variance));
		return new WrongRate(share, Interval.wilson(share, effective), effective, undecided);
	}

}
