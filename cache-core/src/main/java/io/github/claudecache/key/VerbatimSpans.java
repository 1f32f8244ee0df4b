package io.github.claudecache.key;

/**
 * Finds the parts of a message in which every character may matter: the indentation of
 * lines, lines that look like code, and everything from the first quotation mark,
 * backtick, angle bracket or fence on. Asked with rising positions; all answers together
 * take time proportional to the length of the text.
 * <p>
 * Marks are not paired: a stray inch sign or backtick would shift every pair behind it
 * and lay quoted text open. Giving up behind the first mark costs a hit now and then; a
 * wrong pair would cost a wrong answer.
 */
final class VerbatimSpans {

	// Quotation marks that are never apostrophes, and what encloses code and markup.
	private static final String MARKS = "`\"\u201C\u201D\u201E\u00AB\u00BB<>";

	// These are quotation marks unless they follow a letter.
	private static final String SINGLE_MARKS = "'\u2018\u2019\u201A\u2039\u203A";

	// One of these in a line says that it is more likely code than prose.
	private static final String CODE_CHARACTERS = "{}=<>$#\\|;";

	// CommonMark 0.31, section 4.4: a line indented by four columns is code.
	private static final int CODE_INDENTATION = 4;

	private final String text;

	private final int firstMark;

	VerbatimSpans(String text) {
		this.text = text;
		this.firstMark = firstMark(text);
	}

	/**
	 * The end of the span that starts at a position.
	 * @param position an index into the text, not below those asked before
	 * @return the index behind the span; the position itself when no span starts there
	 */
	int endOfSpanAt(int position) {
		if (position >= this.firstMark) {
			return this.text.length();
		}
		boolean lineStart = position == 0 || isLineEnd(this.text.charAt(position - 1));
		return lineStart ? endOfLineStart(position) : position;
	}

	static boolean isLineEnd(char c) {
		return switch (c) {
			case '\n', '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> true;
			default -> false;
		};
	}

	private int endOfLineStart(int position) {
		int content = position;
		boolean code = false;
		while (content < this.text.length() && isBlank(this.text.charAt(content))) {
			code = code || this.text.charAt(content) == '\t';
			content++;
		}
		if (this.text.startsWith("~~~", content)) {
			return this.text.length();
		}
		code = code || content - position >= CODE_INDENTATION;
		int end = content;
		while (end < this.text.length() && !isLineEnd(this.text.charAt(end))) {
			code = code || CODE_CHARACTERS.indexOf(this.text.charAt(end)) >= 0;
			end++;
		}
		return code ? end : content;
	}

	private static int firstMark(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (MARKS.indexOf(c) >= 0 || (SINGLE_MARKS.indexOf(c) >= 0 && !followsWord(text, i))) {
				return i;
			}
		}
		return text.length();
	}

	private static boolean followsWord(String text, int position) {
		return position > 0 && Character.isLetterOrDigit(text.charAt(position - 1));
	}

	private static boolean isBlank(char c) {
		return c == '\t' || (Character.isSpaceChar(c) && !isLineEnd(c));
	}

}
