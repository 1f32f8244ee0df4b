package io.github.claudecache.client.langchain4j;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a streamed answer. How Claude cut a text says nothing about it, so pieces of
 * the same kind that follow each other are one.
 *
 * @param kind what it is a piece of
 * @param text the text, not empty
 */
record Piece(Kind kind, String text) {

	/**
	 * The pieces of an answer that did not come as a stream.
	 */
	static List<Piece> of(@Nullable String thinking, @Nullable String text) {
		List<Piece> pieces = new ArrayList<>();
		if (thinking != null && !thinking.isEmpty()) {
			pieces.add(new Piece(Kind.THINKING, thinking));
		}
		if (text != null && !text.isEmpty()) {
			pieces.add(new Piece(Kind.TEXT, text));
		}
		return pieces;
	}

	/**
	 * What a piece is a piece of.
	 */
	enum Kind {

		/** The answer. */
		TEXT,

		/** What Claude thought before it. */
		THINKING

	}

}
