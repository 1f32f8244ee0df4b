package io.github.claudecache.reason;

/**
 * Why an entry could not be served although the cache was asked.
 *
 * @since 0.1.0
 */
public enum MissReason implements Reason {

	/** The store has no entry under the exact fingerprint. */
	NOT_FOUND,

	/**
	 * The entry is older than its volatility class allows, or it is more than a second
	 * from the future, so that its age cannot be told.
	 */
	EXPIRED,

	/** A tag of the entry, its tenant or everything was invalidated after its capture. */
	INVALIDATED,

	/**
	 * The ledger of the tenant or the global one is not there: never written, evicted or
	 * flushed. Nothing can be proved, so nothing is served.
	 */
	LEDGER_MISSING,

	/** The ledger was lost and begun anew since the entry was stored. */
	ERA_CHANGED,

	/**
	 * The entry is younger than the ledger. Usually the check overtook an invalidation;
	 * when a second check agrees, the ledger has gone backwards.
	 */
	LEDGER_BEHIND,

	/**
	 * The entry says that it belongs to another fingerprint or tenant.
	 */
	IDENTITY_MISMATCH,

	/** The entry is there but cannot be read as the declared type. */
	UNREADABLE,

	/** The store failed or did not answer in time. */
	STORE_FAULT,

	/**
	 * A caller with the same question was already asking Claude, and its answer was
	 * shared.
	 */
	JOINED_FLIGHT,

	/**
	 * A caller with the same question was already asking Claude, but took too long,
	 * failed twice or was overtaken by invalidations, so this caller asked by itself.
	 */
	FLIGHT_ABANDONED,

	/**
	 * Somebody reported that the answer to the other wording is wrong for this question.
	 */
	REPORTED,

	/** An answer would have been served, but the cache is in shadow mode. */
	SHADOWED

}
