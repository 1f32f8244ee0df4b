package io.github.claudecache;

import io.github.claudecache.answer.ClaudeAnswer;

/**
 * Asks Claude.
 *
 * @param <T> the type of the value
 * @param <E> what may be thrown
 * @since 0.1.0
 */
@FunctionalInterface
public interface AnswerCall<T, E extends Throwable> {

	/**
	 * Asks Claude. Everything that the answer is built from must be read in here, not
	 * before: the cache notes when the reading begins.
	 * @return the answer
	 * @throws E if there is none; it goes to the caller as it is
	 */
	ClaudeAnswer<T> call() throws E;

}
