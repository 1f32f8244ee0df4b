package io.github.claudecache.judgement.language;

/**
 * What the lexicon knows of one English word. Identifiers of senses are sorted, so that
 * two words are compared by merging.
 *
 * @param lemma the word
 * @param poses its parts of speech: n, v, a, r
 * @param count how often it was seen in WordNet's tagged text
 * @param senses its first senses
 * @param parents the senses one level above its nouns and verbs
 * @param opposites the senses that are its opposites
 * @param relatives words derived from it or it from them
 */
record Lexeme(String lemma, String poses, int count, int[] senses, int[] parents, int[] opposites, String[] relatives) {

	boolean is(char pos) {
		return this.poses.indexOf(pos) >= 0;
	}

	boolean sameSense(Lexeme other) {
		return meet(this.senses, other.senses);
	}

	boolean opposes(Lexeme other) {
		return meet(this.opposites, other.senses) || meet(other.opposites, this.senses);
	}

	boolean sibling(Lexeme other) {
		return meet(this.parents, other.parents);
	}

	boolean above(Lexeme other) {
		return meet(this.senses, other.parents);
	}

	boolean derives(Lexeme other) {
		return contains(this.relatives, other.lemma) || contains(other.relatives, this.lemma);
	}

	private static boolean contains(String[] words, String word) {
		for (String candidate : words) {
			if (candidate.equals(word)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether two sorted lists of numbers have one in common.
	 */
	static boolean meet(int[] left, int[] right) {
		int i = 0;
		int j = 0;
		while (i < left.length && j < right.length) {
			if (left[i] == right[j]) {
				return true;
			}
			if (left[i] < right[j]) {
				i++;
			}
			else {
				j++;
			}
		}
		return false;
	}

}
