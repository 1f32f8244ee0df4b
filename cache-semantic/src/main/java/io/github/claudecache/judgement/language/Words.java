package io.github.claudecache.judgement.language;

/**
 * Asked of every word of a question, where a regular expression would be compiled again
 * for each.
 */
final class Words {

	private Words() {
	}

	static boolean oneOf(String word, String... words) {
		for (String other : words) {
			if (other.equals(word)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a word is a number of so many digits.
	 * @param most how many there may be; one there must be
	 */
	static boolean digits(String word, int most) {
		for (int i = 0; i < word.length(); i++) {
			if (word.charAt(i) < '0' || word.charAt(i) > '9') {
				return false;
			}
		}
		return !word.isEmpty() && word.length() <= most;
	}

	static boolean year(String word) {
		return word.length() == 4 && digits(word, 4) && (word.startsWith("19") || word.startsWith("20"));
	}

}
