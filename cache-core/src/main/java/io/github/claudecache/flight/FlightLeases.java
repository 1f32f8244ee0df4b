package io.github.claudecache.flight;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.freshness.Standing;
import io.github.claudecache.store.EntryKey;

/**
 * The right to ask Claude for all processes that share a store. It saves calls and
 * decides nothing about freshness: whoever gets no lease in time, or finds the store
 * away, asks without one.
 * <p>
 * Stages complete exceptionally when the store is away or slow. Implementations are safe
 * for use by many threads and must not block the caller for I/O.
 *
 * @since 0.1.0
 */
public interface FlightLeases {

	/**
	 * Takes the lease of a key. A lease that another owner took before something was
	 * voided that this caller knows of is taken over: its answer would be of no use here.
	 * @param key what is asked
	 * @param owner who asks, unique for each flight
	 * @param standing what both ledgers say; complete
	 * @param term how long the lease lasts unless it is renewed, positive
	 * @return zero if the lease is the caller's, else how long it is another owner's
	 * unless that one renews it
	 */
	CompletionStage<Duration> acquire(EntryKey key, String owner, Standing standing, Duration term);

	/**
	 * Lengthens a lease.
	 * @param key what is asked
	 * @param owner who took the lease
	 * @param term how long it lasts from now
	 * @return whether it was still the owner's
	 */
	CompletionStage<Boolean> renew(EntryKey key, String owner, Duration term);

	/**
	 * Ends a lease, so that those who wait need not wait for the end of its term.
	 * @param key what is asked
	 * @param owner who took the lease
	 * @return whether it was still the owner's
	 */
	CompletionStage<Boolean> end(EntryKey key, String owner);

}
