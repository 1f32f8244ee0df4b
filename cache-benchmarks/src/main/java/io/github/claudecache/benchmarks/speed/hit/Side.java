package io.github.claudecache.benchmarks.speed.hit;

import org.jspecify.annotations.Nullable;

/**
 * One way to keep answers on Redis. Safe for use by many threads.
 */
interface Side extends AutoCloseable {

	/**
	 * Who it is in the table.
	 */
	String name();

	/**
	 * Keeps an answer.
	 */
	void store(Exchange exchange);

	/**
	 * Gets an answer that was kept.
	 * @return the answer; {@code null} if it is not there
	 * @throws RuntimeException if it would have been computed instead
	 */
	@Nullable String hit(Exchange exchange);

	/**
	 * Whether a key holds an answer itself rather than something about answers.
	 */
	default boolean holdsAnswer(String key) {
		return true;
	}

	@Override
	void close();

}
