package io.github.claudecache.judgement.language;

/**
 * When a question is about.
 *
 * @since 0.1.0
 */
public enum Tense {

	/** Did, was. */
	PAST,

	/** Has been. */
	PERFECT,

	/** Is, does; and where nothing tells. */
	PRESENT,

	/** Will, is going to. */
	FUTURE

}
