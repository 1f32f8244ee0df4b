package io.github.claudecache.pricing;

import java.util.OptionalDouble;

import io.github.claudecache.answer.Usage;

/**
 * What a model costs, in US dollars per million tokens.
 *
 * @param input tokens read
 * @param output tokens written
 * @param cacheWrite tokens written to Claude's own prompt cache for five minutes
 * @param cacheRead tokens read from it
 * @param longestPrompt up to how many tokens of a prompt, cached ones among them, these
 * prices hold
 * @since 0.1.0
 */
public record ModelPrice(double input, double output, double cacheWrite, double cacheRead, long longestPrompt) {

	private static final double MILLION = 1_000_000;

	/**
	 * Creates a price.
	 * @throws IllegalArgumentException if a number is negative or not finite
	 */
	public ModelPrice {
		if (!(price(input) && price(output) && price(cacheWrite) && price(cacheRead)) || longestPrompt < 0) {
			throw new IllegalArgumentException("A price must be a number of US dollars that is not negative");
		}
	}

	/**
	 * A price for prompts of any length.
	 * @param input tokens read
	 * @param output tokens written
	 * @param cacheWrite tokens written to Claude's own prompt cache
	 * @param cacheRead tokens read from it
	 * @return the price
	 */
	public static ModelPrice of(double input, double output, double cacheWrite, double cacheRead) {
		return new ModelPrice(input, output, cacheWrite, cacheRead, Long.MAX_VALUE);
	}

	OptionalDouble dollars(Usage usage) {
		long prompt = usage.inputTokens() + usage.cacheCreationInputTokens() + usage.cacheReadInputTokens();
		if (prompt > this.longestPrompt) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of((usage.inputTokens() * this.input + usage.outputTokens() * this.output
				+ usage.cacheCreationInputTokens() * this.cacheWrite + usage.cacheReadInputTokens() * this.cacheRead)
				/ MILLION);
	}

	private static boolean price(double dollars) {
		return dollars >= 0 && Double.isFinite(dollars);
	}

}
