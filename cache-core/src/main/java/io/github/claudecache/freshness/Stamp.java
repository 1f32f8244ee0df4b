package io.github.claudecache.freshness;

/**
 * When a computation began, in the time of the two ledgers. It is taken before any source
 * is read and kept with the answer; whatever is invalidated later has a higher stamp.
 *
 * @param tenantEra the life of the tenant's ledger, a negative number
 * @param tenantBorn the last stamp of the tenant's ledger, microseconds or 0
 * @param globalEra the life of the global ledger, a negative number
 * @param globalBorn the last stamp of the global ledger, microseconds or 0
 * @since 0.1.0
 */
public record Stamp(long tenantEra, long tenantBorn, long globalEra, long globalBorn) {

	/**
	 * Whether both stamps come from the same lives of the ledgers, so that they can be
	 * compared.
	 * @param other the other stamp
	 * @return {@code true} if the eras are equal
	 */
	public boolean comparableTo(Stamp other) {
		return this.tenantEra == other.tenantEra && this.globalEra == other.globalEra;
	}

	/**
	 * Whether this computation began later than another by either ledger.
	 * @param other a stamp of the same eras
	 * @return {@code true} if this one is younger in at least one ledger
	 */
	public boolean youngerThan(Stamp other) {
		return this.tenantBorn > other.tenantBorn || this.globalBorn > other.globalBorn;
	}

}
