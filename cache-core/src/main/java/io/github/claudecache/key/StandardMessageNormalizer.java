package io.github.claudecache.key;

import java.text.Normalizer;

import io.github.claudecache.reason.BypassReason;

/**
 * Composes, trims and collapses in time proportional to the length of the text. What must
 * be kept verbatim is found by {@link VerbatimSpans}. Normalising twice is the same as
 * normalising once.
 */
final class StandardMessageNormalizer implements MessageNormalizer {

	private static final int MAX_CHARACTERS = 2 * 1024 * 1024;

	// UAX #15, section 13 (Stream-Safe Text Format): no natural text has more than 30
	// non-starters in a row. Composition takes quadratic time in the length of such a
	// run.
	private static final int MAX_MARKS_IN_A_ROW = 30;

	// Below U+0300 every character is its own canonical composition.
	private static final char FIRST_COMBINING = '\u0300';

	// Colons and semicolons are missing: what they end is often a key in a file.
	private static final String SENTENCE_PUNCTUATION = ".,!?";

	private final boolean foldCase;

	StandardMessageNormalizer(boolean foldCase) {
		this.foldCase = foldCase;
	}

	@Override
	public String normalize(String message) {
		if (message.length() > MAX_CHARACTERS) {
			throw new UnkeyableException(BypassReason.REQUEST_TOO_LARGE,
					"The message has more than " + MAX_CHARACTERS + " characters");
		}
		String trimmed = trim(compose(message));
		if (!this.foldCase && !trimmed.contains("  ")) {
			return trimmed;
		}
		StringBuilder normalized = new StringBuilder(trimmed.length());
		VerbatimSpans spans = new VerbatimSpans(trimmed);
		int position = 0;
		while (position < trimmed.length()) {
			int prose = spans.proseAfter(position);
			normalized.append(trimmed, position, prose);
			position = Math.max(prose, spans.endOfProse());
			appendProse(trimmed, prose, position, normalized);
		}
		return normalized.toString();
	}

	// Among several lines the indentation of the first is no surrounding white space: it
	// says how deep the first line is beside the others.
	private static String trim(String text) {
		String trimmed = text.stripTrailing();
		int content = 0;
		int line = 0;
		while (content < trimmed.length() && Character.isWhitespace(trimmed.charAt(content))) {
			if (VerbatimSpans.isLineEnd(trimmed.charAt(content))) {
				line = content + 1;
			}
			content++;
		}
		boolean indented = content > line && hasLineEnd(trimmed, content);
		return trimmed.substring(indented ? line : content);
	}

	private static boolean hasLineEnd(String text, int from) {
		return text.chars().skip(from).anyMatch((c) -> VerbatimSpans.isLineEnd((char) c));
	}

	// Spaces at the end of a line stay: in Markdown two of them break the line.
	private void appendProse(String text, int from, int to, StringBuilder normalized) {
		int copied = from;
		int position = from;
		while (position < to) {
			int next = position + 1;
			if (text.charAt(position) == ' ') {
				while (next < to && text.charAt(next) == ' ') {
					next++;
				}
				if (!VerbatimSpans.isLineEnd(text.charAt(next))) {
					normalized.append(text, copied, position + 1);
					copied = next;
				}
			}
			else if (this.foldCase && startsWord(text, position)) {
				normalized.append(text, copied, position);
				next = appendWord(text, position, to, normalized);
				copied = next;
			}
			position = next;
		}
		normalized.append(text, copied, to);
	}

	private static String compose(String message) {
		boolean combining = false;
		int marks = 0;
		for (int i = 0; i < message.length(); i++) {
			char c = message.charAt(i);
			if (c < FIRST_COMBINING) {
				marks = 0;
				continue;
			}
			combining = true;
			int codePoint = message.codePointAt(i);
			if (Character.isSurrogate(c) && codePoint == c) {
				throw new UnkeyableException(BypassReason.TEXT_INVALID, "The message has an unpaired surrogate");
			}
			i += Character.charCount(codePoint) - 1;
			marks = isMark(codePoint) ? marks + 1 : 0;
			if (marks > MAX_MARKS_IN_A_ROW) {
				throw new UnkeyableException(BypassReason.REQUEST_TOO_LARGE,
						"The message has more than " + MAX_MARKS_IN_A_ROW + " combining marks in a row");
			}
		}
		return combining ? Normalizer.normalize(message, Normalizer.Form.NFC) : message;
	}

	private static boolean isMark(int codePoint) {
		int type = Character.getType(codePoint);
		return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK
				|| type == Character.ENCLOSING_MARK;
	}

	private static boolean startsWord(String text, int position) {
		return Character.isUpperCase(text.codePointAt(position))
				&& (position == 0 || Character.isWhitespace(text.charAt(position - 1)));
	}

	// Folds the first letter of a word that is otherwise lower-case and is followed by
	// nothing but sentence punctuation; anything else may be code, a name in capitals or
	// a unit, and is copied as it is.
	private static int appendWord(String text, int position, int to, StringBuilder normalized) {
		int first = text.codePointAt(position);
		int letters = position + Character.charCount(first);
		int end = letters;
		while (end < to && isInnerLetter(text.codePointAt(end))) {
			end += Character.charCount(text.codePointAt(end));
		}
		int rest = end;
		while (rest < text.length() && SENTENCE_PUNCTUATION.indexOf(text.charAt(rest)) >= 0) {
			rest++;
		}
		boolean word = end > letters && (rest == text.length() || Character.isWhitespace(text.charAt(rest)));
		if (word && hasLowerCaseTwin(first) && !isMark(text.codePointAt(letters))) {
			normalized.appendCodePoint(Character.toLowerCase(first)).append(text, letters, rest);
			return rest;
		}
		normalized.append(text, position, end);
		return end;
	}

	// Not so for the Turkish dotted capital I, whose lower-case form is that of another
	// letter too. A letter with a mark is not folded either, since only its lower-case
	// form may have a composed one.
	private static boolean hasLowerCaseTwin(int codePoint) {
		return Character.toUpperCase(Character.toLowerCase(codePoint)) == codePoint;
	}

	private static boolean isInnerLetter(int codePoint) {
		return Character.isLowerCase(codePoint) || codePoint == '\'' || codePoint == '\u2019' || isMark(codePoint);
	}

}
