package io.github.claudecache.testsupport.redis;

/**
 * A server answered a command with an error.
 *
 * @since 0.1.0
 */
public final class RedisErrorException extends RuntimeException {

	RedisErrorException(String message) {
		super(message);
	}

	/**
	 * The kind of error: the first word of its message, such as {@code NOSCRIPT}.
	 * @return the word
	 */
	public String kind() {
		String message = String.valueOf(getMessage());
		int end = message.indexOf(' ');
		return (end < 0) ? message : message.substring(0, end);
	}

}
