package io.github.claudecache.benchmarks;

/**
 * One thing that the jar can do.
 *
 * @since 0.1.0
 */
public interface Command {

	/**
	 * The first argument that chooses it.
	 * @return one word
	 */
	String name();

	/**
	 * One line of help.
	 * @return the line
	 */
	String summary();

	/**
	 * Does it.
	 * @param arguments the arguments behind the name
	 * @return the exit code
	 * @throws Exception if it could not be done
	 */
	int run(String[] arguments) throws Exception;

}
