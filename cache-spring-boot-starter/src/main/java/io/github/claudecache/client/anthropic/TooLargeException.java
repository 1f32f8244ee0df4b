package io.github.claudecache.client.anthropic;

/**
 * A stream has more than what is kept of an answer.
 */
final class TooLargeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TooLargeException() {
		super("Too large", null, false, false);
	}

}
