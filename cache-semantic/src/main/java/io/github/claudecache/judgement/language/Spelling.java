package io.github.claudecache.judgement.language;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Repairs a slip of the pen in a word that the lexicon does not know: one letter missing,
 * added, changed, doubled or swapped with its neighbour. Only the repair that yields the
 * most frequent word is taken, and only from words in lower case, because a name is not a
 * slip.
 */
final class Spelling {

	private static final int SHORTEST = 4;

	private static final int LONGEST = 20;

	private static final double FREQUENCY = 0.25;

	private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

	private static final Map<String, String> SHORT = new HashMap<>(Map.of("wat", "what", "wich", "which", "teh", "the",
			"hwo", "how", "yuo", "you", "adn", "and", "u", "you", "ur", "your", "pls", "please", "plz", "please"));

	private final Lexicon lexicon;

	private final Morphology morphology;

	Spelling(Lexicon lexicon, Morphology morphology) {
		this.lexicon = lexicon;
		this.morphology = morphology;
	}

	/**
	 * The word that was meant.
	 * @param word in lower case
	 * @return the repaired word, or null if there is nothing to repair or no way to
	 */
	@Nullable String repair(String word) {
		String fixed = SHORT.get(word);
		if (fixed != null) {
			return fixed;
		}
		if (word.length() < SHORTEST || word.length() > LONGEST || this.morphology.known(word) || !plain(word)) {
			return null;
		}
		Best best = new Best();
		for (int i = 0; i <= word.length(); i++) {
			String head = word.substring(0, i);
			String tail = word.substring(i);
			if (tail.length() > 1) {
				best.offer(head + tail.charAt(1) + tail.charAt(0) + tail.substring(2), 4);
			}
			if (!tail.isEmpty()) {
				boolean doubled = i > 0 && word.charAt(i - 1) == tail.charAt(0);
				best.offer(head + tail.substring(1), doubled ? 4 : 1.5);
			}
			for (int j = 0; j < LETTERS.length(); j++) {
				char letter = LETTERS.charAt(j);
				boolean doubled = i > 0 && word.charAt(i - 1) == letter;
				best.offer(head + letter + tail, doubled ? 4 : 3);
				if (i > 0 && !tail.isEmpty()) {
					best.offer(head + letter + tail.substring(1), 1.5);
				}
			}
		}
		return best.word;
	}

	private static boolean plain(String word) {
		return word.chars().allMatch((letter) -> letter >= 'a' && letter <= 'z');
	}

	/**
	 * The best repair so far.
	 */
	private final class Best {

		private @Nullable String word;

		private double score;

		void offer(String candidate, double likelihood) {
			if (!Spelling.this.morphology.known(candidate)) {
				return;
			}
			Lexeme lexeme = Spelling.this.lexicon.find(Spelling.this.morphology.lemma(candidate));
			int count = (lexeme != null) ? lexeme.count() : (FunctionWords.function(candidate) ? 1000 : 0);
			double offered = likelihood + FREQUENCY * Math.log(2 + count);
			if (count > 1 && offered > this.score) {
				this.score = offered;
				this.word = candidate;
			}
		}

	}

}
