package io.github.claudecache.identity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Checks shared by the textual values. A value that passes them has exactly one UTF-8
 * form, prints on one line and cannot reorder the text around it.
 */
final class Texts {

	private Texts() {
	}

	static String requireLine(String what, String value, int maxBytes) {
		// Nearly all values, and every tag of every entry that is read.
		if (isVisibleAscii(value) && value.length() <= maxBytes) {
			return value;
		}
		if (value.codePoints().allMatch(Texts::isSpace)) {
			throw new IllegalArgumentException(what + " must not be blank");
		}
		if (isSpace(value.codePointAt(0)) || isSpace(value.codePointBefore(value.length()))) {
			throw new IllegalArgumentException(what + " must not start or end with white space");
		}
		value.codePoints().forEach((codePoint) -> requireVisible(what, codePoint));
		int bytes = value.getBytes(StandardCharsets.UTF_8).length;
		if (bytes > maxBytes) {
			throw new IllegalArgumentException(
					what + " must have at most " + maxBytes + " bytes of UTF-8 but has " + bytes);
		}
		return value;
	}

	private static boolean isVisibleAscii(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= ' ' || c >= 0x7F) {
				return false;
			}
		}
		return !value.isEmpty();
	}

	static void requireUnicode(String what, String value) {
		value.codePoints().forEach((codePoint) -> requireUnicode(what, codePoint));
	}

	private static void requireUnicode(String what, int codePoint) {
		if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
			throw new IllegalArgumentException(what + " must be valid text but has an unpaired surrogate");
		}
	}

	private static void requireVisible(String what, int codePoint) {
		requireUnicode(what, codePoint);
		if (Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029) {
			throw new IllegalArgumentException(what + " must not have control characters but has " + named(codePoint));
		}
		if (isBidirectionalControl(codePoint)) {
			throw new IllegalArgumentException(
					what + " must not have bidirectional controls but has " + named(codePoint));
		}
	}

	// String.strip leaves the spaces that do not break a line, which look the same.
	private static boolean isSpace(int codePoint) {
		return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
	}

	// Every character that is refused by name is below U+10000.
	private static String named(int codePoint) {
		return "U+" + HexFormat.of().withUpperCase().toHexDigits((char) codePoint);
	}

	// The explicit controls of UAX #9: they make a logged tag or tenant read differently
	// from what it is.
	private static boolean isBidirectionalControl(int codePoint) {
		return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069)
				|| codePoint == 0x200E || codePoint == 0x200F || codePoint == 0x061C;
	}

}
