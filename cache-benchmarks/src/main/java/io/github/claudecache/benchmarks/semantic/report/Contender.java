package io.github.claudecache.benchmarks.semantic.report;

/**
 * A way to decide what is served.
 *
 * @param name what it is called in tables and charts
 * @param kind of which kind it is
 * @since 0.1.0
 */
public record Contender(String name, Kind kind) {

	/**
	 * Kinds of ways to decide.
	 */
	public enum Kind {

		/** A bar on the cosine of the embedder, and nothing else. */
		THRESHOLD,

		/** Another cache, by decisions that were given as a file. */
		PEER,

		/** This cache with the weights that it ships. */
		SHIPPED,

		/** This cache with weights that were not fitted on the pair that is judged. */
		OUT_OF_FOLD

	}

}
