package io.github.claudecache.freshness;

/**
 * The caller's transaction, as far as the cache needs to know of it: an answer that is
 * computed inside one is not kept, and an invalidation inside one waits for the commit.
 *
 * @since 0.1.0
 */
public interface TransactionBoundary {

	/**
	 * Whether the calling thread is inside a transaction.
	 * @return {@code true} inside a transaction
	 */
	boolean active();

	/**
	 * Runs an action after the commit of the calling thread's transaction, and never
	 * after a rollback. What the action throws must reach the caller of the commit.
	 * @param action the action
	 */
	void afterCommit(Runnable action);

	/**
	 * There are no transactions.
	 * @return a boundary that is never active
	 */
	static TransactionBoundary none() {
		return new TransactionBoundary() {

			@Override
			public boolean active() {
				return false;
			}

			@Override
			public void afterCommit(Runnable action) {
				throw new IllegalStateException("No transaction is active");
			}

		};
	}

}
