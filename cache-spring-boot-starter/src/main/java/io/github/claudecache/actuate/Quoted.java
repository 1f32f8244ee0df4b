package io.github.claudecache.actuate;

/**
 * Text from outside as it may appear in a log: in quotes, on one line, without characters
 * that are invisible or reorder what is around them, and of bounded length.
 */
final class Quoted {

	private static final int MAX_CODE_POINTS = 256;

	private Quoted() {
	}

	static String of(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.codePoints().limit(MAX_CODE_POINTS).forEach((codePoint) -> append(quoted, codePoint));
		if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
			quoted.append("\\...");
		}
		return quoted.append('"').toString();
	}

	private static void append(StringBuilder quoted, int codePoint) {
		if (codePoint == '"' || codePoint == '\\') {
			quoted.append('\\').appendCodePoint(codePoint);
		}
		else if (isVisible(codePoint)) {
			quoted.appendCodePoint(codePoint);
		}
		else {
			quoted.append(String.format("\\u{%04X}", codePoint));
		}
	}

	private static boolean isVisible(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
