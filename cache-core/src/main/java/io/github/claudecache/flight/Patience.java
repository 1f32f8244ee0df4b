package io.github.claudecache.flight;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Limits how long a caller waits for what others have to finish: the landing of a flight,
 * or the reply of a store. Implementations are safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface Patience {

	/**
	 * Waits.
	 * @param <T> the type of what is waited for
	 * @param awaited what is waited for; must not be completed
	 * @param limit how long to wait at most, positive
	 * @return the same outcome, or {@link java.util.concurrent.TimeoutException} after
	 * the limit
	 */
	<T> CompletableFuture<T> await(CompletableFuture<T> awaited, Duration limit);

	/**
	 * Waits by the system's clock.
	 * @return the default
	 */
	static Patience system() {
		return new Patience() {

			@Override
			public <T> CompletableFuture<T> await(CompletableFuture<T> awaited, Duration limit) {
				return awaited.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
			}

		};
	}

}
