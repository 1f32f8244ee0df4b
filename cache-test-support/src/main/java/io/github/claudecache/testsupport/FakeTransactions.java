package io.github.claudecache.testsupport;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.freshness.TransactionBoundary;

/**
 * Transactions of the calling thread, begun and ended by the test. Safe for use by many
 * threads; each has its own transaction.
 *
 * @since 0.1.0
 */
public final class FakeTransactions implements TransactionBoundary {

	private final ThreadLocal<List<Runnable>> afterCommit = new ThreadLocal<>();

	@Override
	public boolean active() {
		return this.afterCommit.get() != null;
	}

	@Override
	public void afterCommit(Runnable action) {
		current().add(action);
	}

	/**
	 * Begins a transaction on the calling thread.
	 * @throws IllegalStateException if there is one already
	 */
	public void begin() {
		if (active()) {
			throw new IllegalStateException("A transaction is active already");
		}
		this.afterCommit.set(new ArrayList<>());
	}

	/**
	 * Commits, then runs what waited for it, in order. What an action throws is thrown
	 * here.
	 * @throws IllegalStateException if there is no transaction
	 */
	public void commit() {
		List<Runnable> actions = current();
		this.afterCommit.remove();
		actions.forEach(Runnable::run);
	}

	/**
	 * Rolls back and forgets what waited for the commit.
	 * @throws IllegalStateException if there is no transaction
	 */
	public void rollback() {
		current();
		this.afterCommit.remove();
	}

	private List<Runnable> current() {
		List<Runnable> actions = this.afterCommit.get();
		if (actions == null) {
			throw new IllegalStateException("No transaction is active");
		}
		return actions;
	}

}
