package io.github.claudecache;

import io.github.claudecache.answer.CachedAnswer;

/**
 * Tells whether an answer can be read as what the caller expects, before it counts as
 * served.
 */
@FunctionalInterface
interface AnswerReader {

	/**
	 * The caller takes any payload.
	 */
	AnswerReader ANY = (answer) -> true;

	boolean reads(CachedAnswer answer);

}
