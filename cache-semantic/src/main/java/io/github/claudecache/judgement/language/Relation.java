package io.github.claudecache.judgement.language;

/**
 * How two terms stand to each other.
 *
 * @since 0.1.0
 */
public enum Relation {

	/** The same concept. */
	SAME(1),

	/** One is derived from the other: ship, shipment. */
	DERIVED(0.95),

	/** They can stand for each other. */
	SYNONYM(0.85),

	/** They share a sense in the lexicon. */
	SENSE(0.7),

	/** One is the more general. */
	BROADER(0.4),

	/** Both are kinds of one thing: Norway, Sweden. */
	SIBLING(0),

	/** One is the opposite of the other. */
	OPPOSITE(0),

	/** None is known. */
	NONE(0);

	private final double credit;

	Relation(double credit) {
		this.credit = credit;
	}

	/**
	 * How much of the one term the other one covers.
	 * @return from 0 to 1
	 */
	public double credit() {
		return this.credit;
	}

}
