package io.github.claudecache.actuate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How old answers were when they were served. Buckets grow with the age, eight to each
 * power of two of milliseconds, so a quantile is at most an eighth too high and never too
 * low. Takes no lock and never grows.
 */
final class AgeHistogram {

	private static final int SUB_BUCKET_BITS = 3;

	private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

	private final AtomicLongArray buckets = new AtomicLongArray((Long.SIZE - SUB_BUCKET_BITS) * SUB_BUCKETS);

	private final LongAccumulator highest = new LongAccumulator(Math::max, 0);

	private final LongAdder old = new LongAdder();

	void record(Duration age, boolean aboveCeiling) {
		if (aboveCeiling) {
			this.old.increment();
		}
		long millis = Math.max(0, age.toMillis());
		this.buckets.incrementAndGet(bucket(millis));
		this.highest.accumulate(millis);
	}

	AgeFigures figures() {
		long[] counts = new long[this.buckets.length()];
		long total = 0;
		for (int i = 0; i < counts.length; i++) {
			counts[i] = this.buckets.get(i);
			total += counts[i];
		}
		long max = this.highest.get();
		return new AgeFigures(total, this.old.sum(), seconds(max), seconds(quantile(counts, total, max, 0.5)),
				seconds(quantile(counts, total, max, 0.95)));
	}

	private static long quantile(long[] counts, long total, long max, double quantile) {
		long rank = (long) Math.ceil(total * quantile);
		long seen = 0;
		for (int i = 0; i < counts.length; i++) {
			seen += counts[i];
			if (seen >= rank && seen > 0) {
				return Math.min(max, upperBound(i));
			}
		}
		return 0;
	}

	// The first bits of the number choose the bucket; small numbers have one each.
	private static int bucket(long millis) {
		if (millis < SUB_BUCKETS) {
			return (int) millis;
		}
		int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis);
		int shift = exponent - SUB_BUCKET_BITS;
		return (shift + 1) * SUB_BUCKETS + (int) (millis >>> shift) - SUB_BUCKETS;
	}

	private static long upperBound(int bucket) {
		if (bucket < SUB_BUCKETS) {
			return bucket;
		}
		int shift = bucket / SUB_BUCKETS - 1;
		return ((long) (bucket % SUB_BUCKETS + SUB_BUCKETS + 1) << shift) - 1;
	}

	private static double seconds(long millis) {
		return millis / 1000.0;
	}

}
