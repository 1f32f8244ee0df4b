package io.github.claudecache.testsupport.store;

import java.time.Duration;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.MutableClock;

/**
 * One empty store under test, and what a test has to be able to do to it from outside.
 * The contracts reach a store only through this interface, so they run against a store in
 * memory and against a remote one alike.
 *
 * @since 0.1.0
 */
public interface AnswerStoreHarness extends AutoCloseable {

	/**
	 * The store.
	 * @return the same store at every call
	 */
	AnswerStore store();

	/**
	 * The clock of the application: of the cache, and of the store as far as it does not
	 * have one of its own.
	 * @return the clock
	 */
	MutableClock clock();

	/**
	 * Loses a ledger, as eviction, a flush or a restart does. Losing a ledger that is not
	 * there does nothing.
	 * @param scope one tenant, or all tenants for the global ledger
	 */
	void forgetLedger(InvalidationScope scope);

	/**
	 * Lets time pass for the application's clock and for the ledgers. A remote store with
	 * its own clock makes the caller wait that long.
	 * @param duration how much time
	 */
	void elapse(Duration duration);

	/**
	 * Finishes the clean-up that follows invalidations. Until then it may run at any
	 * time, or not at all; the harder a harness delays it, the better.
	 */
	void settle();

	/**
	 * Closes the store and removes what it has stored.
	 */
	@Override
	void close();

}
