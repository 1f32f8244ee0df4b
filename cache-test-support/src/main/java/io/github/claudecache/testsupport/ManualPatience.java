package io.github.claudecache.testsupport;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import io.github.claudecache.flight.Patience;

/**
 * Callers wait until they are told that their time is up. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ManualPatience implements Patience {

	private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();

	@Override
	public <T> CompletableFuture<T> await(CompletableFuture<T> awaited, Duration limit) {
		CompletableFuture<T> mine = awaited.copy();
		this.waiting.add(mine);
		mine.whenComplete((value, error) -> this.waiting.remove(mine));
		return mine;
	}

	/**
	 * How many waits are going on.
	 * @return the number
	 */
	public int waiting() {
		return this.waiting.size();
	}

	/**
	 * Waits until at least so many waits are going on.
	 * @param number the number
	 * @throws AssertionError if that does not happen within a minute
	 */
	public void awaitWaiting(int number) {
		Eventually.holds(number + " callers wait", () -> waiting() >= number);
	}

	/**
	 * Ends the patience of everyone who waits now; those who begin to wait later are not
	 * concerned.
	 * @return how many waits ended that way
	 */
	public int runOut() {
		int ended = 0;
		for (CompletableFuture<?> mine : List.copyOf(this.waiting)) {
			if (mine.completeExceptionally(new TimeoutException("Told to wait no longer"))) {
				ended++;
			}
		}
		return ended;
	}

}
