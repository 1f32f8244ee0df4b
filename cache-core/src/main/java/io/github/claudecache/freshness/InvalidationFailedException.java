package io.github.claudecache.freshness;

import org.jspecify.annotations.Nullable;

/**
 * An invalidation could not be applied, or it is not known whether it was. The caller
 * must repeat it; repeating is always safe.
 *
 * @since 0.1.0
 */
public class InvalidationFailedException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message what was to be invalidated and why it failed
	 * @param cause the failure of the store
	 */
	public InvalidationFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
