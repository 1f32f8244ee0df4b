package io.github.claudecache.answer;

/**
 * The tokens that an answer cost when Claude computed it, as reported by the Messages
 * API. On a hit it is what was avoided, never new spend.
 *
 * @param inputTokens tokens read, without those of Claude's own prompt cache; not
 * negative
 * @param outputTokens tokens written; not negative
 * @param cacheCreationInputTokens tokens written to Claude's prompt cache; not negative
 * @param cacheReadInputTokens tokens read from Claude's prompt cache; not negative
 * @since 0.1.0
 */
public record Usage(long inputTokens, long outputTokens, long cacheCreationInputTokens, long cacheReadInputTokens) {

	/**
	 * No usage was reported.
	 */
	public static final Usage NONE = new Usage(0, 0, 0, 0);

	/**
	 * Creates a usage.
	 * @throws IllegalArgumentException if a count is negative
	 */
	public Usage {
		if (inputTokens < 0 || outputTokens < 0 || cacheCreationInputTokens < 0 || cacheReadInputTokens < 0) {
			throw new IllegalArgumentException("Token counts must not be negative");
		}
	}

	/**
	 * A usage without prompt caching.
	 * @param inputTokens tokens read
	 * @param outputTokens tokens written
	 * @return the usage
	 */
	public static Usage of(long inputTokens, long outputTokens) {
		return new Usage(inputTokens, outputTokens, 0, 0);
	}

	/**
	 * Both together.
	 * @param other another usage
	 * @return the sum of each kind
	 */
	public Usage plus(Usage other) {
		return new Usage(this.inputTokens + other.inputTokens, this.outputTokens + other.outputTokens,
				this.cacheCreationInputTokens + other.cacheCreationInputTokens,
				this.cacheReadInputTokens + other.cacheReadInputTokens);
	}

}
