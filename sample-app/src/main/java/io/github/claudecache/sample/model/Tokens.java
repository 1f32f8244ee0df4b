package io.github.claudecache.sample.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts tokens roughly, by words.
 */
final class Tokens {

	private static final Pattern WORD = Pattern.compile("\\S+");

	// The usual ratio for English prose: three words are about four tokens.
	private static final double PER_WORD = 4.0 / 3;

	private Tokens() {
	}

	static int words(String text) {
		return Math.toIntExact(WORD.matcher(text).results().count());
	}

	static int ofWords(int words) {
		return (int) Math.ceil(words * PER_WORD);
	}

	/**
	 * The beginning of a text that has at most so many tokens.
	 */
	static String cut(String text, int tokens) {
		Matcher matcher = WORD.matcher(text);
		int end = 0;
		for (int words = 1; matcher.find() && ofWords(words) <= tokens; words++) {
			end = matcher.end();
		}
		return text.substring(0, end);
	}

}
