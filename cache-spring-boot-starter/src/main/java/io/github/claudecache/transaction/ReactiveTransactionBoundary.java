package io.github.claudecache.transaction;

import reactor.core.publisher.Mono;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

/**
 * Sees the transaction in the Reactor context of a subscriber. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
public final class ReactiveTransactionBoundary {

	/**
	 * Whether the subscriber is inside a transaction.
	 * @return {@code true} inside a transaction
	 */
	public Mono<Boolean> active() {
		return TransactionSynchronizationManager.forCurrentTransaction()
			.map(ReactiveTransactionBoundary::isActive)
			.onErrorReturn(NoTransactionException.class, false);
	}

	/**
	 * Runs an action after the commit of the subscriber's transaction, or at once if
	 * there is none. It does not run after a rollback.
	 * @param action the action; what it fails with reaches the subscriber
	 * @return completes when the action is registered or, without a transaction, done
	 */
	public Mono<Void> afterCommit(Mono<Void> action) {
		return TransactionSynchronizationManager.forCurrentTransaction()
			.filter(ReactiveTransactionBoundary::isActive)
			.map((manager) -> {
				manager.registerSynchronization(new AfterCommit(action));
				return true;
			})
			.onErrorResume(NoTransactionException.class, (ex) -> Mono.empty())
			.defaultIfEmpty(false)
			.flatMap((registered) -> registered ? Mono.empty() : action);
	}

	private static boolean isActive(TransactionSynchronizationManager manager) {
		return manager.isActualTransactionActive() && manager.isSynchronizationActive();
	}

	private static final class AfterCommit implements TransactionSynchronization {

		private final Mono<Void> action;

		private volatile boolean done;

		AfterCommit(Mono<Void> action) {
			this.action = action;
		}

		@Override
		public Mono<Void> afterCommit() {
			this.done = true;
			return this.action;
		}

		// What is registered by another callback after the commit only gets this call;
		// and a commit of unknown outcome may have succeeded.
		@Override
		public Mono<Void> afterCompletion(int status) {
			return (!this.done && status != STATUS_ROLLED_BACK) ? afterCommit() : Mono.empty();
		}

	}

}
