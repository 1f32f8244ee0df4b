package io.github.claudecache.reason;

/**
 * What of a call of Claude may change its answer, and so has to be in the key.
 *
 * @since 0.1.0
 */
public enum KeyFactor implements Reason {

	/** The model. */
	MODEL,

	/** The system prompt. */
	SYSTEM,

	/** The tools that Claude may use. */
	TOOLS,

	/** The documents that are sent along. */
	DOCUMENTS,

	/** The conversation, apart from documents. */
	MESSAGES,

	/** Anything else of the request, such as its limits. */
	PARAMETERS

}
