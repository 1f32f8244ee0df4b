package io.github.claudecache.actuate;

import io.github.claudecache.freshness.InvalidationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * An invalidation through an endpoint that does not hold, with what it was to void.
 */
final class NotInvalidatedException extends InvalidationFailedException {

	private static final long serialVersionUID = 1L;

	private final transient Target target;

	NotInvalidatedException(Target target, @Nullable Throwable cause) {
		super("Not invalidated: " + target + ". The answers may still be served; repeating the call is safe.", cause);
		this.target = target;
	}

	Target target() {
		return this.target;
	}

}
