package io.github.claudecache.key;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds the parts of a message in which every character may matter: the indentation of a
 * line, fenced and inline code, quoted text, and lines that look like code. Asked with
 * rising positions; all answers together take time proportional to the length of the
 * text.
 */
final class VerbatimSpans {

	// One of these in a line outside quotes says that it is more likely code than prose.
	private static final String CODE_CHARACTERS = "{}=<>$#\\|;";

	private final String text;

	// Up to where a closing quote was already looked for in vain.
	private final Map<Character, Integer> unmatchedUntil = new HashMap<>();

	private int lineEnd;

	VerbatimSpans(String text) {
		this.text = text;
	}

	/**
	 * The end of the span that starts at a position.
	 * @param position an index into the text, not below those asked before
	 * @return the index behind the span; the position itself when no span starts there
	 */
	int endOfSpanAt(int position) {
		if (position == 0 || this.text.charAt(position - 1) == '\n') {
			int end = endOfLineStart(position);
			if (end > position) {
				return end;
			}
		}
		char c = this.text.charAt(position);
		return switch (c) {
			case '`' -> endOfQuote(position, '`', this.text.length());
			case '"' -> endOfQuote(position, '"', this.lineEnd);
			case '\u201C' -> endOfQuote(position, '\u201D', this.lineEnd);
			case '\'' -> opensQuote(position) ? endOfQuote(position, '\'', this.lineEnd) : position;
			default -> position;
		};
	}

	private int endOfLineStart(int position) {
		int newline = this.text.indexOf('\n', position);
		this.lineEnd = (newline >= 0) ? newline : this.text.length();
		int content = position;
		while (content < this.lineEnd && isBlank(this.text.charAt(content))) {
			content++;
		}
		for (String fence : new String[] { "```", "~~~" }) {
			if (this.text.startsWith(fence, content)) {
				return endOfFence(fence);
			}
		}
		return looksLikeCode(content) ? this.lineEnd : content;
	}

	// Everything up to the line that closes the fence; an open fence runs to the end.
	private int endOfFence(String fence) {
		int line = this.lineEnd;
		while (line < this.text.length()) {
			int content = line + 1;
			while (content < this.text.length() && isBlank(this.text.charAt(content))) {
				content++;
			}
			int newline = this.text.indexOf('\n', content);
			line = (newline >= 0) ? newline : this.text.length();
			if (this.text.startsWith(fence, content)) {
				break;
			}
		}
		this.lineEnd = line;
		return line;
	}

	private boolean looksLikeCode(int from) {
		for (int i = from; i < this.lineEnd; i++) {
			if (CODE_CHARACTERS.indexOf(this.text.charAt(i)) >= 0) {
				return true;
			}
		}
		return false;
	}

	private boolean opensQuote(int position) {
		return position == 0 || !Character.isLetterOrDigit(this.text.charAt(position - 1));
	}

	private int endOfQuote(int position, char closing, int limit) {
		if (position < this.unmatchedUntil.getOrDefault(closing, 0)) {
			return position;
		}
		for (int i = position + 1; i < limit; i++) {
			if (this.text.charAt(i) == closing && closesQuote(i, closing)) {
				this.lineEnd = Math.max(this.lineEnd, endOfLine(i));
				return i + 1;
			}
		}
		this.unmatchedUntil.put(closing, limit);
		return position;
	}

	private boolean closesQuote(int position, char closing) {
		return closing != '\'' || position + 1 == this.text.length()
				|| !Character.isLetterOrDigit(this.text.charAt(position + 1));
	}

	// Inline code may run over a line end; the rest of its last line is ordinary again.
	private int endOfLine(int position) {
		if (position < this.lineEnd) {
			return this.lineEnd;
		}
		int newline = this.text.indexOf('\n', position);
		return (newline >= 0) ? newline : this.text.length();
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

}
