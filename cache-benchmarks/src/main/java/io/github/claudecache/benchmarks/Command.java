package io.github.claudecache.benchmarks;

/**
 * One thing that the jar can do.
 */
interface Command {

	/**
	 * The first argument that chooses it.
	 */
	String name();

	/**
	 * One line of help.
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
