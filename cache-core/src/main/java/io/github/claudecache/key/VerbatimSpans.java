package io.github.claudecache.key;

/**
 * Finds the parts of a message in which every character may matter: the indentation of
 * lines, lines that look like code, and everything from the first quotation mark,
 * backtick, angle bracket or fence on. Asked line by line; all answers together take time
 * proportional to the length of the text.
 * <p>
 * Marks are not paired: a stray inch sign or backtick would shift every pair behind it
 * and lay quoted text open. Giving up behind the first mark costs a hit now and then; a
 * wrong pair would cost a wrong answer.
 */
final class VerbatimSpans {

	// CommonMark 0.31, section 4.4: a line indented by four columns is code.
	private static final int CODE_INDENTATION = 4;

	private final String text;

	private final int firstMark;

	private int nextLine;

	VerbatimSpans(String text) {
		this.text = text;
		this.firstMark = firstMark(text);
	}

	/**
	 * The end of the verbatim part of a line.
	 * @param lineStart where the line starts
	 * @return where its prose starts; the position itself when nothing is verbatim
	 */
	int proseAfter(int lineStart) {
		if (lineStart >= this.firstMark) {
			return this.text.length();
		}
		int content = lineStart;
		boolean code = false;
		while (content < this.text.length() && isBlank(this.text.charAt(content))) {
			code = code || this.text.charAt(content) == '\t';
			content++;
		}
		if (this.text.startsWith("~~~", content)) {
			return this.text.length();
		}
		code = code || content - lineStart >= CODE_INDENTATION;
		int end = content;
		while (end < this.text.length() && !isLineEnd(this.text.charAt(end))) {
			code = code || isCode(this.text.charAt(end));
			end++;
		}
		this.nextLine = Math.min(end + 1, this.text.length());
		return code ? end : content;
	}

	/**
	 * The end of the prose of the line that was asked for last.
	 * @return where the next line starts, or the first mark
	 */
	int endOfProse() {
		return Math.min(this.nextLine, this.firstMark);
	}

	static boolean isLineEnd(char c) {
		return switch (c) {
			case '\n', '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> true;
			default -> false;
		};
	}

	// One of these in a line says that it is more likely code than prose.
	private static boolean isCode(char c) {
		return switch (c) {
			case '{', '}', '=', '<', '>', '$', '#', '\\', '|', ';' -> true;
			default -> false;
		};
	}

	// Quotation marks that are never apostrophes, what encloses code and markup, and
	// quotation marks that are apostrophes behind a letter.
	private static boolean isMark(String text, int position) {
		return switch (text.charAt(position)) {
			case '`', '"', '<', '>', '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB' -> true;
			case '\'', '\u2018', '\u2019', '\u201A', '\u2039', '\u203A' ->
				position == 0 || !Character.isLetterOrDigit(text.charAt(position - 1));
			default -> false;
		};
	}

	private static int firstMark(String text) {
		int position = 0;
		while (position < text.length() && !isMark(text, position)) {
			position++;
		}
		return position;
	}

	private static boolean isBlank(char c) {
		return c == '\t' || (Character.isSpaceChar(c) && !isLineEnd(c));
	}

}
