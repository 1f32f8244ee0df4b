package io.github.claudecache.redis;

/**
 * Redis cannot be asked now, or what it said does not count. Carries no stack trace:
 * while Redis is away it is made for every lookup.
 *
 * @since 0.1.0
 */
public final class RedisUnavailableException extends RuntimeException {

	RedisUnavailableException(String message) {
		super(message, null, false, false);
	}

}
