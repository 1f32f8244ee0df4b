package io.github.claudecache.transaction;

import io.github.claudecache.freshness.TransactionBoundary;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sees the transaction that Spring has bound to the calling thread. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
public final class SpringTransactionBoundary implements TransactionBoundary {

	@Override
	public boolean active() {
		return TransactionSynchronizationManager.isActualTransactionActive();
	}

	/**
	 * {@inheritDoc} What the action throws reaches the caller of the commit, although the
	 * transaction is committed.
	 */
	@Override
	public void afterCommit(Runnable action) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				action.run();
			}

		});
	}

}
