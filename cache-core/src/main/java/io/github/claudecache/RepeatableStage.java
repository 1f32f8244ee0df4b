package io.github.claudecache;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.answer.ClaudeAnswer;

/**
 * As {@link RepeatableCall}, without blocking.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
@FunctionalInterface
public interface RepeatableStage<T> extends Supplier<CompletionStage<ClaudeAnswer<T>>> {

	/**
	 * Asks again, for the audit.
	 * @return the fresh answer
	 */
	default CompletionStage<ClaudeAnswer<T>> again() {
		return get();
	}

}
