package io.github.claudecache.testsupport.store;

/**
 * What the cache asks a store to do while it answers, keeps and voids.
 *
 * @since 0.1.0
 */
public enum StoreOperation {

	/** Reading an entry and the ledgers: the beginning of every lookup. */
	READ,

	/** Reading, and beginning a computation: W1 of the design. */
	CAPTURE,

	/** Checking the ledgers again once Claude has answered: W3. */
	CHECK,

	/** Keeping an answer: W4 and W5. */
	STORE,

	/** Writing a stamp: I1. */
	INVALIDATE

}
