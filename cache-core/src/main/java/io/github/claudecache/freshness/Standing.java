package io.github.claudecache.freshness;

/**
 * What both ledgers say about a set of tags: the tenant's own and the global one. It is
 * the other side of a {@link Stamp}.
 *
 * @param tenant the view of the tenant's ledger
 * @param global the view of the global ledger
 * @since 0.1.0
 */
public record Standing(LedgerView tenant, LedgerView global) {

	/**
	 * Neither ledger could be read.
	 */
	public static final Standing UNKNOWN = new Standing(LedgerView.MISSING, LedgerView.MISSING);

	/**
	 * Whether both ledgers are there, so that a computation can begin.
	 * @return {@code true} if {@link #capture} is possible
	 */
	public boolean complete() {
		return this.tenant.present() && this.global.present();
	}

	/**
	 * The stamp of a computation that begins now.
	 * @return the stamp
	 * @throws IllegalStateException if a ledger is missing
	 */
	public Stamp capture() {
		if (!complete()) {
			throw new IllegalStateException("No computation may begin without both ledgers");
		}
		return new Stamp(this.tenant.era(), this.tenant.last(), this.global.era(), this.global.last());
	}

	/**
	 * Whether an answer with this stamp may be served now.
	 * @param stamp when its computation began
	 * @return the first objection of the tenant's ledger, else of the global one, else
	 * {@link Validity#VALID}
	 */
	public Validity validity(Stamp stamp) {
		Validity tenant = this.tenant.validity(stamp.tenantEra(), stamp.tenantBorn());
		return (tenant != Validity.VALID) ? tenant : this.global.validity(stamp.globalEra(), stamp.globalBorn());
	}

	/**
	 * Whether a caller that read this standing when it began may share a computation that
	 * began with this stamp: nothing that the caller knows to be void can be in it.
	 * @param stamp when the computation began
	 * @return {@code true} if it is young enough
	 */
	public boolean admits(Stamp stamp) {
		return this.tenant.admits(stamp.tenantEra(), stamp.tenantBorn())
				&& this.global.admits(stamp.globalEra(), stamp.globalBorn());
	}

	/**
	 * Whether nothing at all was invalidated between a capture and the moment when this
	 * standing was read, so that not even a tag that nobody knew of can stand between
	 * them.
	 * @param stamp the capture
	 * @return {@code true} if both ledgers stood as they do here
	 */
	public boolean sameMomentAs(Stamp stamp) {
		return complete() && capture().equals(stamp);
	}

}
