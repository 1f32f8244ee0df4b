package io.github.claudecache.judgement.language;

/**
 * A piece of the question's text.
 *
 * @param kind what it is
 * @param text the piece, with typographic variants of quotes, dashes and digits replaced
 * @param start where it begins in the question, in chars
 * @param end where it ends, exclusive
 */
record Token(Kind kind, String text, int start, int end) {

	boolean is(Kind expected) {
		return this.kind == expected;
	}

	boolean capital() {
		return Character.isUpperCase(this.text.charAt(0));
	}

	Token as(String other) {
		return new Token(this.kind, other, this.start, this.end);
	}

	/**
	 * What a token can be.
	 */
	enum Kind {

		/** Letters. */
		WORD,

		/** Digits with their separators. */
		NUMBER,

		/** Letters with digits, paths, flags, operators, text between back quotes. */
		CODE,

		/** Text between quotation marks. */
		QUOTED,

		/** A currency sign, a percent or degree sign. */
		SYMBOL,

		/** What ends a sentence or a clause. */
		BREAK

	}

}
