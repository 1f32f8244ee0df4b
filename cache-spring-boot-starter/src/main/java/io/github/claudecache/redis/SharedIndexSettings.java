package io.github.claudecache.redis;

/**
 * How the questions that all processes share are found.
 *
 * @param kind where they are searched
 * @param maxPartitions of how many partitions a process keeps the questions in its
 * memory, positive
 * @param maxQuestions how many questions of a partition are kept at most, positive
 * @since 0.1.0
 */
public record SharedIndexSettings(Kind kind, int maxPartitions, int maxQuestions) {

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if a limit is not positive
	 */
	public SharedIndexSettings {
		if (maxPartitions < 1 || maxQuestions < 1) {
			throw new IllegalArgumentException("Every limit must be positive");
		}
	}

	/**
	 * Where questions are searched.
	 */
	public enum Kind {

		/** In vector sets if the server has them and grants them, else by following. */
		AUTO,

		/** In the memory of each process, which follows what others add. */
		FOLLOWING,

		/** In vector sets, which Redis has since 8.0. */
		VECTOR_SETS

	}

}
