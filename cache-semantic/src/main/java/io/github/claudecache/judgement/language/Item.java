package io.github.claudecache.judgement.language;

/**
 * A token on its way to becoming a term: with its lemma, or with the concept of the
 * phrase that it began.
 *
 * @param token the token; for a phrase, the piece of text it covers
 * @param lower the form in lower case, its spelling repaired
 * @param lemma the lemma, or the concept of a phrase, or a class of question
 * @param phrase whether a phrase was replaced by its concept
 * @param negated whether the concept is meant in the opposite
 * @param repaired whether the spelling was repaired
 * @param pos its part of speech in this sentence
 */
record Item(Token token, String lower, String lemma, boolean phrase, boolean negated, boolean repaired,
		PartOfSpeech pos) {

	static Item of(Token token, String lower, String lemma, boolean repaired, PartOfSpeech pos) {
		return new Item(token, lower, lemma, false, false, repaired, pos);
	}

	/** The same, meant in the opposite. */
	Item reversed() {
		return new Item(this.token, this.lower, this.lemma, this.phrase, !this.negated, this.repaired, this.pos);
	}

	boolean word() {
		return this.phrase || this.token.is(Token.Kind.WORD);
	}

	boolean ends() {
		return this.token.is(Token.Kind.BREAK);
	}

	boolean is(String expected) {
		return this.lemma.equals(expected);
	}

	/** Whether it is the mark of a question's class. */
	boolean mark() {
		return this.lemma.charAt(0) == '@';
	}

}
