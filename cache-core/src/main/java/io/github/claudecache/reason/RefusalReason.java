package io.github.claudecache.reason;

/**
 * Why an answer was returned to its caller but not kept.
 *
 * @since 0.1.0
 */
public enum RefusalReason implements Reason {

	/** The stop reason is not on the list of those that mark a complete answer. */
	STOP_REASON,

	/** The answer has no content. */
	EMPTY,

	/** The answer is larger than the limit. */
	TOO_LARGE,

	/** Claude used tools on its side, whose results the key does not know. */
	SERVER_TOOLS,

	/** The answer and its late tags have more tags than an entry may have. */
	TOO_MANY_TAGS,

	/** The answer could not be encoded, or reads back different from what was stored. */
	NOT_REPLAYABLE,

	/**
	 * The caller was inside a transaction: what it read may be older than the capture, or
	 * may be rolled back.
	 */
	IN_TRANSACTION,

	/** A tag was invalidated while the answer was computed. */
	INVALIDATED_IN_FLIGHT,

	/** A younger answer to the same question is already there. */
	YOUNGER_PRESENT,

	/** The store failed or did not answer in time. */
	STORE_FAULT,

	/** An admission policy of the application refused, or failed. */
	POLICY,

	/**
	 * What was sent to Claude is not what the key says, or not what was sent when the
	 * answer that is served was computed.
	 */
	UNDECLARED_FACTOR,

	/** The cache is in shadow mode and would have served the answer that it has. */
	SHADOWED,

	/** The cache stood aside for this request. */
	BYPASSED

}
