package io.github.claudecache.benchmarks.semantic.score;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Where a rate lies with a confidence of 95 %.
 *
 * @param low the lower end, from 0 to 1
 * @param high the upper end, from 0 to 1
 * @since 0.1.0
 */
public record Interval(double low, double high) {

	private static final int RESAMPLES = 1000;

	private static final double TAIL = 0.025;

	private static final long SEED = 1;

	/**
	 * Wilson's score interval, which takes every observation for independent.
	 * @param happened how often it happened; need not be whole
	 * @param count the number of observations
	 * @return from 0 to 1 if there are none
	 */
	public static Interval wilson(double happened, int count) {
		io.github.claudecache.audit.Interval wilson = io.github.claudecache.audit.Interval.wilson(happened / count,
				count);
		return new Interval(wilson.lower(), wilson.upper());
	}

	/**
	 * The percentiles of the rates of resampled groups, always by the same random
	 * numbers. Wider than Wilson's interval where observations of a group agree.
	 * @param observations what was seen
	 * @return from 0 to 1 if nothing was
	 */
	public static Interval bootstrap(List<Observation> observations) {
		if (observations.isEmpty()) {
			return new Interval(0, 1);
		}
		Map<String, double[]> byGroup = new LinkedHashMap<>();
		for (Observation observation : observations) {
			double[] sum = byGroup.computeIfAbsent(observation.group(), (group) -> new double[2]);
			sum[0] += observation.share();
			sum[1]++;
		}
		double[][] groups = byGroup.values().toArray(double[][]::new);
		Random random = new Random(SEED);
		double[] rates = new double[RESAMPLES];
		for (int resample = 0; resample < RESAMPLES; resample++) {
			double happened = 0;
			double count = 0;
			for (int i = 0; i < groups.length; i++) {
				double[] group = groups[random.nextInt(groups.length)];
				happened += group[0];
				count += group[1];
			}
			rates[resample] = happened / count;
		}
		Arrays.sort(rates);
		return new Interval(rates[(int) (TAIL * RESAMPLES)], rates[(int) ((1 - TAIL) * RESAMPLES) - 1]);
	}

}
