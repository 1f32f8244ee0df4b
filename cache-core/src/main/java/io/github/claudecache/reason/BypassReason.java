package io.github.claudecache.reason;

/**
 * Why the cache stood aside: Claude was asked and nothing was looked up or kept.
 *
 * @since 0.1.0
 */
public enum BypassReason implements Reason {

	/** The cache is switched off: {@code mode=off}. */
	CACHE_OFF,

	/** The volatility class says that answers are never kept: {@code live}. */
	VOLATILITY_LIVE,

	/** A tenant resolver exists and gave no tenant. */
	TENANT_MISSING,

	/** A part of the key or a tag is null, so the question cannot be told from others. */
	FACTOR_MISSING,

	/** An expression or a contributor failed while the key was made. */
	KEY_FAILED,

	/** A text of the request is not valid Unicode, so it has no strict UTF-8 form. */
	TEXT_INVALID,

	/** The request is larger than the limit, or too costly to normalise. */
	REQUEST_TOO_LARGE,

	/** The request has more tags than an entry may have. */
	TOO_MANY_TAGS,

	/**
	 * The key is known not to say all that is sent to Claude: a hit could be the answer
	 * to something else.
	 */
	UNDECLARED_FACTOR,

	/**
	 * The store is known to be away, or too slow to be worth asking, so it was not asked.
	 */
	STORE_AWAY

}
