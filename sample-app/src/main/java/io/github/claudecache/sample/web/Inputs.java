package io.github.claudecache.sample.web;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Checks what clients send.
 */
final class Inputs {

	private Inputs() {
	}

	static String text(String field, @Nullable String value, int maxCharacters) {
		if (value == null || value.isBlank()) {
			throw new BadInputException("'" + field + "' is missing or blank: send a JSON object with a text in it");
		}
		int characters = value.codePointCount(0, value.length());
		if (characters > maxCharacters) {
			throw new BadInputException(
					"'%s' has %d characters: send at most %d".formatted(field, characters, maxCharacters));
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
			throw new BadInputException("'" + field + "' has half a surrogate pair: send valid Unicode");
		}
		return value;
	}

}
