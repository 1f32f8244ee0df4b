package io.github.claudecache.freshness;

/**
 * What the ledgers say of a stamp.
 *
 * @since 0.1.0
 */
public enum Validity {

	/** Nothing that the answer depends on was invalidated since its capture. */
	VALID,

	/** Something that the answer depends on was invalidated after its capture. */
	INVALIDATED,

	/** A ledger is not there, so nothing can be proved. */
	LEDGER_MISSING,

	/** A ledger was begun anew since the capture. */
	ERA_CHANGED,

	/**
	 * The stamp is younger than the ledger: the check overtook an invalidation, or the
	 * ledger has gone backwards.
	 */
	LEDGER_BEHIND

}
