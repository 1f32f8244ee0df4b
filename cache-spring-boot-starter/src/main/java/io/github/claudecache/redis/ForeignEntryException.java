package io.github.claudecache.redis;

/**
 * A value is an entry, but of another namespace: it was copied or renamed.
 */
final class ForeignEntryException extends RuntimeException {

	ForeignEntryException() {
		super("The entry belongs to another namespace");
	}

}
