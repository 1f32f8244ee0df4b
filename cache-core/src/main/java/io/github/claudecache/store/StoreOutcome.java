package io.github.claudecache.store;

/**
 * What became of an entry that was given to a store.
 *
 * @since 0.1.0
 */
public enum StoreOutcome {

	/** It is stored and indexed under its tags. */
	STORED,

	/**
	 * A younger entry of the same eras is there and stays, or one that is as young and
	 * was stored by a later release.
	 */
	YOUNGER_PRESENT

}
