package io.github.claudecache.autoconfigure;

/**
 * Makes configured text safe to print: a value with line breaks or bidirectional controls
 * must not forge lines of the report, and a prompt must not fill it.
 */
final class Printable {

	private static final int MAX_CHARACTERS = 120;

	private Printable() {
	}

	/**
	 * A short form of a text, without anything that a terminal would interpret.
	 * @param text any text
	 * @return the text, or its beginning and its length
	 */
	static String of(String text) {
		if (text.length() <= MAX_CHARACTERS) {
			return escape(text);
		}
		return escape(text.substring(0, MAX_CHARACTERS)) + "... (" + text.length() + " characters)";
	}

	private static String escape(String text) {
		StringBuilder escaped = new StringBuilder(text.length());
		text.codePoints().forEach((codePoint) -> {
			if (isPrintable(codePoint)) {
				escaped.appendCodePoint(codePoint);
			}
			else {
				escaped.append(String.format("\\u%04X", codePoint));
			}
		});
		return escaped.toString();
	}

	private static boolean isPrintable(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

}
