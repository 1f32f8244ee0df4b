package io.github.claudecache.metrics;

import java.util.Locale;

/**
 * The kinds of tokens that the Messages API counts apart, because they have different
 * prices.
 */
enum TokenKind {

	INPUT, OUTPUT, CACHE_CREATION_INPUT, CACHE_READ_INPUT;

	String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
