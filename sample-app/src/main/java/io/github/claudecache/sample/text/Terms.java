package io.github.claudecache.sample.text;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a text that say what it is about.
 *
 * @since 0.1.0
 */
public final class Terms {

	private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

	private static final Set<String> STOP_WORDS = Set.of("a", "about", "after", "all", "also", "am", "an", "and", "any",
			"are", "as", "at", "be", "been", "before", "but", "by", "can", "could", "did", "do", "does", "for", "from",
			"get", "give", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "long", "many",
			"may", "me", "much", "my", "no", "not", "of", "on", "or", "our", "please", "should", "so", "tell", "that",
			"the", "their", "them", "then", "there", "they", "this", "to", "up", "us", "was", "we", "were", "what",
			"when", "where", "which", "who", "why", "will", "with", "would", "you", "your");

	private Terms() {
	}

	/**
	 * The terms of a text: lower case, without plural endings and without words that are
	 * in every text.
	 * @param text the text, of any length
	 * @return the terms in the order of their first use
	 */
	public static Set<String> of(String text) {
		Set<String> terms = new LinkedHashSet<>();
		for (String word : SEPARATORS.split(text.toLowerCase(Locale.ROOT))) {
			if (!word.isEmpty() && !STOP_WORDS.contains(word)) {
				terms.add(singular(word));
			}
		}
		return Collections.unmodifiableSet(terms);
	}

	private static String singular(String word) {
		if (word.length() > 4 && word.endsWith("ies")) {
			return word.substring(0, word.length() - 3) + "y";
		}
		boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us");
		return plural ? word.substring(0, word.length() - 1) : word;
	}

}
