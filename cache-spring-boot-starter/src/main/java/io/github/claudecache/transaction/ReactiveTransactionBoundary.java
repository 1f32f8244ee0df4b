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
			.map(TransactionSynchronizationManager::isActualTransactionActive)
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
			.filter(TransactionSynchronizationManager::isActualTransactionActive)
			.map((manager) -> {
				manager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public Mono<Void> afterCommit() {
						return action;
					}

				});
				return true;
			})
			.onErrorResume(NoTransactionException.class, (ex) -> Mono.empty())
			.defaultIfEmpty(false)
			.flatMap((registered) -> registered ? Mono.empty() : action);
	}

}
