package io.github.claudecache.freshness;

/**
 * What one ledger says about a set of tags at one moment.
 *
 * @param era the life of the ledger, a negative number; 0 when the ledger is not there
 * @param last the last stamp that was given out, microseconds or 0
 * @param voided the highest stamp that voids any of the tags: their own, the whole
 * ledger's and the floor below which stamps were pruned
 * @since 0.1.0
 */
public record LedgerView(long era, long last, long voided) {

	/**
	 * The ledger is not there.
	 */
	public static final LedgerView MISSING = new LedgerView(0, 0, 0);

	/**
	 * Whether the ledger is there.
	 * @return {@code false} if it was never written, evicted or flushed
	 */
	public boolean present() {
		return this.era != 0;
	}

	Validity validity(long era, long born) {
		if (!present()) {
			return Validity.LEDGER_MISSING;
		}
		if (this.era != era) {
			return Validity.ERA_CHANGED;
		}
		if (this.voided > born) {
			return Validity.INVALIDATED;
		}
		return (born <= this.last) ? Validity.VALID : Validity.LEDGER_BEHIND;
	}

	boolean admits(long era, long born) {
		return present() && this.era == era && born >= this.voided;
	}

}
