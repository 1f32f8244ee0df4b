package io.github.claudecache.judgement.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * English words that carry structure, and words that say little by themselves.
 */
final class FunctionWords {

	private static final Set<String> FUNCTION = read("function-words.txt");

	private static final Set<String> LIGHT = read("light-words.txt");

	private static final Set<String> AUXILIARIES = Set.of("be", "do", "have", "will", "would", "shall", "should", "can",
			"could", "may", "might", "must");

	private static final Set<String> PREPOSITIONS = Set.of("of", "in", "on", "at", "by", "for", "with", "from", "into",
			"onto", "off", "out", "to", "about", "as", "than", "per", "via", "through", "between", "against", "across",
			"within", "without", "under", "over", "before", "after", "during", "until", "since", "toward", "towards",
			"near", "except", "among", "upon");

	private static final Set<String> DETERMINERS = Set.of("a", "an", "the", "my", "your", "our", "his", "her", "its",
			"their", "this", "that", "these", "those", "some", "any", "all", "each", "no", "which", "what");

	private static final Set<String> SUBJECTS = Set.of("i", "you", "we", "he", "she", "it", "they", "one", "there");

	private FunctionWords() {
	}

	static boolean function(String lemma) {
		return FUNCTION.contains(lemma);
	}

	static boolean light(String lemma) {
		return LIGHT.contains(lemma);
	}

	static boolean auxiliary(String lemma) {
		return AUXILIARIES.contains(lemma);
	}

	static boolean preposition(String lemma) {
		return PREPOSITIONS.contains(lemma);
	}

	static boolean determiner(String lemma) {
		return DETERMINERS.contains(lemma);
	}

	static boolean subject(String lemma) {
		return SUBJECTS.contains(lemma);
	}

	/**
	 * Whether an apostrophe and s behind it are "is" and not a genitive.
	 * @param word in lower case
	 * @return whether it is a pronoun or a question word
	 */
	static boolean takesIs(String word) {
		return SUBJECTS.contains(word)
				|| Set.of("what", "who", "where", "when", "how", "why", "that", "there", "here").contains(word);
	}

	private static Set<String> read(String file) {
		Set<String> words = new HashSet<>();
		Resources.lines(file).forEach((line) -> words.addAll(List.of(line.trim().split("\\s+"))));
		return Set.copyOf(words);
	}

}
