package io.github.claudecache;

import io.github.claudecache.answer.ClaudeAnswer;

/**
 * Asks Claude, and may be asked to do so again: the audit repeats it for some of the
 * answers that were served, on a thread of its own, to see whether they were right. It
 * must not depend on the caller's thread or transaction, and must have no effect but the
 * call.
 *
 * @param <T> the type of the value
 * @param <E> what may be thrown
 * @since 0.1.0
 */
@FunctionalInterface
public interface RepeatableCall<T, E extends Throwable> extends AnswerCall<T, E> {

	/**
	 * Asks again, for the audit.
	 * @return the fresh answer
	 * @throws E if there is none; it is counted
	 */
	default ClaudeAnswer<T> again() throws E {
		return call();
	}

}
