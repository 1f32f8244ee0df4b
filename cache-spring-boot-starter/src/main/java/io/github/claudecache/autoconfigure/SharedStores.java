package io.github.claudecache.autoconfigure;

import java.time.Duration;

import io.github.claudecache.flight.FlightLeases;
import io.github.claudecache.store.AnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store that several processes share, if the application has what it needs.
 */
interface SharedStores {

	/**
	 * Whether the application says itself where the store is, so that it is taken without
	 * being asked for.
	 */
	boolean configured();

	AnswerStore create();

	/**
	 * Leases for all processes that use a store, or {@code null} if none were asked for.
	 */
	@Nullable Leases leases(AnswerStore store);

	/**
	 * Leases and their term.
	 */
	record Leases(FlightLeases leases, Duration term) {
	}

}
