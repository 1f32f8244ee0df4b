package io.github.claudecache.request;

/**
 * Whether answers to other wordings of a question are served.
 *
 * @since 0.1.0
 */
public enum Semantic {

	/** Never: only the same question has the same answer. */
	OFF,

	/** When every guard and the score agree. */
	GUARDED

}
