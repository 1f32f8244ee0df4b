package io.github.claudecache.flight;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Limits how long a caller waits for a flight.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Patience {

	/**
	 * Waits for a landing.
	 * @param landing the landing of a flight; must not be completed
	 * @param limit how long to wait at most
	 * @return the same landing, or {@link java.util.concurrent.TimeoutException} after
	 * the limit
	 */
	CompletableFuture<Landing> await(CompletableFuture<Landing> landing, Duration limit);

	/**
	 * Waits by the system's clock.
	 * @return the default
	 */
	static Patience system() {
		return (landing, limit) -> landing.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

}
