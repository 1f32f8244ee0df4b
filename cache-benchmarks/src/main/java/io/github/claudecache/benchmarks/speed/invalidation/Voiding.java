package io.github.claudecache.benchmarks.speed.invalidation;

/**
 * One way to void all entries that have something in common.
 */
interface Voiding extends AutoCloseable {

	/**
	 * Who it is in the table.
	 */
	String name();

	/**
	 * Puts entries on the server.
	 */
	void fill(int entries);

	/**
	 * Voids them: the call that is measured.
	 * @return whether it has ended; {@code false} if it took too long and was given up
	 */
	boolean invalidate();

	/**
	 * Whether the memory of all entries has been given back.
	 */
	boolean cleared();

	/**
	 * Checks that an entry is there or, after the call, that it would not be served.
	 * @throws IllegalStateException if it is not so
	 */
	void require(boolean valid);

	@Override
	void close();

}
