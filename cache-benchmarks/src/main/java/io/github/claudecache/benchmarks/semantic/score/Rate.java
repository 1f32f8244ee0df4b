package io.github.claudecache.benchmarks.semantic.score;

import java.util.List;

/**
 * How often something happened.
 *
 * @param value the share, from 0 to 1; {@link Double#NaN} where there was nothing to see
 * @param count the number of observations
 * @param wilson the interval if all observations were independent
 * @param byGroup the interval of a bootstrap over the groups of observations
 * @since 0.1.0
 */
public record Rate(double value, int count, Interval wilson, Interval byGroup) {

	/**
	 * The rate of observations.
	 * @param observations what was seen
	 * @return the rate and its intervals
	 */
	public static Rate of(List<Observation> observations) {
		double happened = observations.stream().mapToDouble(Observation::share).sum();
		int count = observations.size();
		return new Rate((count > 0) ? happened / count : Double.NaN, count, Interval.wilson(happened, count),
				Interval.bootstrap(observations));
	}

}
