package io.github.claudecache;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.answer.ClaudeAnswer;

/**
 * A call whose caller sees the answer while it comes. It may be over the moment it
 * begins, so it only begins once its end is waited for: whoever is told of the end then
 * finds the answer handed in.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public interface AwaitedStage<T> extends Supplier<CompletionStage<ClaudeAnswer<T>>> {

	/**
	 * The answer that will be there at the end.
	 * @return the stage; the call has not begun
	 */
	@Override
	CompletionStage<ClaudeAnswer<T>> get();

	/**
	 * Begins the call. Called once, after {@link #get}, on the same thread: the answer is
	 * handed in on the thread that completes the stage, before that goes on.
	 */
	void begin();

}
