package io.github.claudecache.metrics;

import java.util.function.Function;

import io.github.claudecache.answer.Usage;
import io.micrometer.core.instrument.Counter;

/**
 * Counts tokens by their kind. A kind that never occurs has no meter.
 */
final class TokenCounters {

	private final Counters<TokenKind> counters;

	TokenCounters(Function<TokenKind, Counter> registration) {
		this.counters = new Counters<>(TokenKind.class, registration);
	}

	void add(Usage usage) {
		add(TokenKind.INPUT, usage.inputTokens());
		add(TokenKind.OUTPUT, usage.outputTokens());
		add(TokenKind.CACHE_CREATION_INPUT, usage.cacheCreationInputTokens());
		add(TokenKind.CACHE_READ_INPUT, usage.cacheReadInputTokens());
	}

	private void add(TokenKind kind, long tokens) {
		if (tokens > 0) {
			this.counters.add(kind, tokens);
		}
	}

}
