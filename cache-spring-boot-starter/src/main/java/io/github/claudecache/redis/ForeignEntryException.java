package io.github.claudecache.redis;

/**
 * A value is an entry, but of another namespace: it was copied or renamed. Carries no
 * stack trace: somebody may copy many.
 */
final class ForeignEntryException extends RuntimeException {

	ForeignEntryException() {
		super("The entry belongs to another namespace", null, false, false);
	}

}
