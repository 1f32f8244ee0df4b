package io.github.claudecache.actuate;

/**
 * The store could not tell what it holds.
 */
final class StoreUnreadableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StoreUnreadableException(Throwable cause) {
		super("The store cannot be read", cause);
	}

}
