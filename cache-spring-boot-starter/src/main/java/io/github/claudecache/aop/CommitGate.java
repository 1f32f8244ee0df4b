package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.freshness.TransactionBoundary;

/**
 * Holds back the invalidations of a call until the transaction in which it was made has
 * committed. A call whose success is only known later, on another thread, cannot see that
 * transaction there. Without a transaction the gate is open; after a rollback it stays
 * shut. Safe for use by many threads.
 */
final class CommitGate {

	private final List<Runnable> waiting = new ArrayList<>();

	private boolean open;

	private CommitGate(boolean open) {
		this.open = open;
	}

	/**
	 * The gate of the transaction of the calling thread.
	 */
	static CommitGate of(TransactionBoundary transactions) {
		boolean shut = transactions.active();
		CommitGate gate = new CommitGate(!shut);
		if (shut) {
			transactions.afterCommit(gate::open);
		}
		return gate;
	}

	/**
	 * Runs an invalidation now if the gate is open, else when it opens. What it throws
	 * reaches whoever is then there: the caller of this method or of the commit.
	 */
	void pass(Runnable invalidation) {
		synchronized (this.waiting) {
			if (!this.open) {
				this.waiting.add(invalidation);
				return;
			}
		}
		invalidation.run();
	}

	private void open() {
		List<Runnable> due;
		synchronized (this.waiting) {
			this.open = true;
			due = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		RuntimeException failure = null;
		for (Runnable invalidation : due) {
			try {
				invalidation.run();
			}
			catch (RuntimeException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}
