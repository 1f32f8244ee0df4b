package io.github.claudecache.judgement.language;

/**
 * The mode of a question's verb.
 *
 * @since 0.1.0
 */
public enum Modality {

	/** None. */
	NONE,

	/** Can, may. */
	CAN,

	/** Must, have to. */
	MUST,

	/** Should. */
	SHOULD,

	/** Could have, would have. */
	COULD_HAVE,

	/** Should have. */
	SHOULD_HAVE

}
