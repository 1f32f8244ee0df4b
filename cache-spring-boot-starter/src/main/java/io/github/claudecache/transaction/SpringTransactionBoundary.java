package io.github.claudecache.transaction;

import io.github.claudecache.freshness.TransactionBoundary;

import org.springframework.core.NamedThreadLocal;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sees the transaction that Spring has bound to the calling thread. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
public final class SpringTransactionBoundary implements TransactionBoundary {

	// Spring calls a transaction active until all callbacks of its end are over.
	private static final ThreadLocal<Boolean> committed = new NamedThreadLocal<>("Running after a commit");

	@Override
	public boolean active() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive() && committed.get() == null;
	}

	/**
	 * {@inheritDoc} What the action throws reaches the caller of the commit, although the
	 * transaction is committed; only if the action was given by a callback that itself
	 * runs after the commit, Spring logs it instead.
	 */
	@Override
	public void afterCommit(Runnable action) {
		TransactionSynchronizationManager.registerSynchronization(new AfterCommit(action));
	}

	private static final class AfterCommit implements TransactionSynchronization {

		private final Runnable action;

		private boolean done;

		AfterCommit(Runnable action) {
			this.action = action;
		}

		@Override
		public void afterCommit() {
			this.done = true;
			committed.set(Boolean.TRUE);
			try {
				this.action.run();
			}
			finally {
				committed.remove();
			}
		}

		// What is registered by another callback after the commit only gets this call;
		// and a commit of unknown outcome may have succeeded.
		@Override
		public void afterCompletion(int status) {
			if (!this.done && status != STATUS_ROLLED_BACK) {
				afterCommit();
			}
		}

	}

}
