package io.github.claudecache.freshness;

import java.time.Duration;
import java.util.List;

import io.github.claudecache.identity.Fingerprint;

/**
 * How long answers of a kind may be served at most. The age counts from when the
 * computation began and never starts again, however often an answer is served.
 *
 * @param name the name of the class
 * @param ttl the highest age at serving; zero for a class whose answers are never kept
 * @param jitter the share of the age by which an entry may be retired earlier, so that
 * entries stored together do not expire together; 0 to 0.5
 * @param softCeiling the age above which an answer counts as old: it is served all the
 * same, and counted; positive and at most the TTL, zero for a class without one
 * @since 0.1.0
 */
public record VolatilityClass(String name, Duration ttl, double jitter, Duration softCeiling) {

	/**
	 * The classes that exist without configuration: {@code static} 7 days,
	 * {@code reference} 24 hours, {@code dynamic} 10 minutes, {@code live} never kept.
	 */
	public static final List<VolatilityClass> BUILT_IN = List.of(new VolatilityClass("static", Duration.ofDays(7), 0.1),
			new VolatilityClass("reference", Duration.ofHours(24), 0.1),
			new VolatilityClass("dynamic", Duration.ofMinutes(10), 0.1), new VolatilityClass("live", Duration.ZERO, 0));

	/**
	 * The largest jitter.
	 */
	public static final double MAX_JITTER = 0.5;

	private static final double RANGE = 0x1.0p32;

	/**
	 * Creates a class.
	 * @throws IllegalArgumentException if the name is blank, the duration negative or the
	 * jitter or the soft ceiling out of range
	 */
	public VolatilityClass {
		if (name.isBlank()) {
			throw new IllegalArgumentException("A volatility class needs a name");
		}
		if (ttl.isNegative()) {
			throw new IllegalArgumentException("The TTL of class '" + name + "' must not be negative but is " + ttl);
		}
		if (!(jitter >= 0 && jitter <= MAX_JITTER)) {
			throw new IllegalArgumentException(
					"The jitter of class '" + name + "' must be between 0 and " + MAX_JITTER + " but is " + jitter);
		}
		if (softCeiling.compareTo(ttl) > 0 || softCeiling.isNegative() || (softCeiling.isZero() && !ttl.isZero())) {
			throw new IllegalArgumentException("The soft ceiling of class '" + name
					+ "' must be positive and at most its TTL of " + ttl + " but is " + softCeiling);
		}
	}

	/**
	 * Creates a class whose soft ceiling is three quarters of its TTL.
	 * @param name the name of the class
	 * @param ttl the highest age at serving
	 * @param jitter the share of the age by which an entry may be retired earlier
	 * @throws IllegalArgumentException if the name is blank, the duration negative or the
	 * jitter out of range
	 */
	public VolatilityClass(String name, Duration ttl, double jitter) {
		this(name, ttl, jitter, ttl.multipliedBy(3).dividedBy(4));
	}

	/**
	 * Whether an answer counts as old.
	 * @param age its age
	 * @return whether it is above the soft ceiling
	 */
	public boolean old(Duration age) {
		return age.compareTo(this.softCeiling) > 0;
	}

	/**
	 * Whether answers of this class are kept at all.
	 * @return {@code false} for a class without a TTL
	 */
	public boolean stored() {
		return !this.ttl.isZero();
	}

	/**
	 * The highest age of one entry. It is drawn from the fingerprint, so it is the same
	 * on every node.
	 * @param fingerprint the entry's exact fingerprint
	 * @return at most the TTL, at least the TTL less the jitter
	 */
	public Duration ttlOf(Fingerprint fingerprint) {
		double draw = Long.parseLong(fingerprint.value(), 0, 8, 16) / RANGE;
		return this.ttl.minusMillis((long) (this.ttl.toMillis() * this.jitter * draw));
	}

}
