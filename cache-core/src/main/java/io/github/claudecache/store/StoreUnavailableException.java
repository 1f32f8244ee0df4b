package io.github.claudecache.store;

/**
 * The store is known to be away, so it was not asked: the operation took no time and
 * changed nothing. The cache then stands aside instead of counting a fault of the store.
 * Carries no stack trace, since it is made for every lookup while the store is away.
 *
 * @since 0.1.0
 */
public class StoreUnavailableException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message why the store is not asked
	 */
	public StoreUnavailableException(String message) {
		super(message, null, false, false);
	}

}
