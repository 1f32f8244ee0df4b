package io.github.claudecache.client.langchain4j;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects the pieces of a stream. Safe for use by many threads.
 */
final class Pieces {

	private final long maxCharacters;

	private final List<Piece> pieces = new ArrayList<>();

	private final StringBuilder text = new StringBuilder();

	private Piece.@Nullable Kind kind;

	private long characters;

	Pieces(long maxCharacters) {
		this.maxCharacters = maxCharacters;
	}

	/**
	 * Takes a piece.
	 * @return {@code false} if there is too much to remember
	 */
	synchronized boolean add(Piece.Kind next, String piece) {
		this.characters += piece.length();
		if (this.characters > this.maxCharacters) {
			this.text.setLength(0);
			this.pieces.clear();
			return false;
		}
		if (next != this.kind) {
			finish();
			this.kind = next;
		}
		this.text.append(piece);
		return true;
	}

	/**
	 * What was taken so far.
	 */
	synchronized List<Piece> all() {
		finish();
		return List.copyOf(this.pieces);
	}

	private void finish() {
		Piece.Kind last = this.kind;
		if (last != null && !this.text.isEmpty()) {
			this.pieces.add(new Piece(last, this.text.toString()));
		}
		this.text.setLength(0);
		this.kind = null;
	}

}
