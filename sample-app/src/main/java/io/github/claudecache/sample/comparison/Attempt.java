package io.github.claudecache.sample.comparison;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.anthropic.errors.AnthropicException;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking in one way.
 *
 * @param <T> the type of what was given
 * @param value what was given; {@code null} if the model failed
 * @param failure how the model failed; {@code null} if it did not
 * @param tookMillis how long it took
 * @since 0.1.0
 */
public record Attempt<T>(@Nullable T value, @Nullable AnthropicException failure, long tookMillis) {

	static <T> Attempt<T> of(Supplier<T> call) {
		long start = System.nanoTime();
		try {
			T value = call.get();
			return new Attempt<>(value, null, millisSince(start));
		}
		catch (AnthropicException ex) {
			return new Attempt<>(null, ex, millisSince(start));
		}
	}

	private static long millisSince(long start) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
	}

}
