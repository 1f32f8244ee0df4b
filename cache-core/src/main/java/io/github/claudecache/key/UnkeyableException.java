package io.github.claudecache.key;

import io.github.claudecache.reason.BypassReason;

/**
 * A request has no key, so it bypasses the cache. It carries no text of the request,
 * because it may be logged.
 *
 * @since 0.1.0
 */
public final class UnkeyableException extends RuntimeException {

	private final BypassReason reason;

	/**
	 * Creates an exception.
	 * @param reason why the request has no key
	 * @param message what to change, without text of the request
	 */
	public UnkeyableException(BypassReason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * Why the request has no key.
	 * @return the reason
	 */
	public BypassReason reason() {
		return this.reason;
	}

}
