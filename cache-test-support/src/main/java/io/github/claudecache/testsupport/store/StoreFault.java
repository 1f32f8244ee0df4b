package io.github.claudecache.testsupport.store;

/**
 * The ways in which a store can fail.
 *
 * @since 0.1.0
 */
public enum StoreFault {

	/** It says that it is away and was not asked. */
	AWAY,

	/** It throws an exception instead of returning a stage. */
	THROWS,

	/** It throws an error, as a class that is missing at run time does. */
	THROWS_ERROR,

	/** Its stage completes exceptionally. */
	FAILS,

	/** It does what it was asked, and then its stage completes exceptionally. */
	FAILS_AFTERWARDS,

	/** Its stage never completes. */
	HANGS,

	/** It returns no stage. */
	RETURNS_NULL,

	/** Its stage completes without a value. */
	COMPLETES_WITH_NULL

}
