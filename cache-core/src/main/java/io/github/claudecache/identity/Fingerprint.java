package io.github.claudecache.identity;

import java.nio.charset.StandardCharsets;

/**
 * A SHA-256 digest that stands for a request. It reveals nothing of the text, so it may
 * appear in key names, logs and endpoints; it is never used as a meter label.
 *
 * @param value 64 lower-case hexadecimal digits
 * @since 0.1.0
 */
public record Fingerprint(String value) {

	private static final int DIGITS = 64;

	/**
	 * Creates a fingerprint from its digits.
	 * @throws IllegalArgumentException if the value is not 64 lower-case hexadecimal
	 * digits
	 */
	public Fingerprint {
		if (value.length() != DIGITS || !isHexadecimal(value)) {
			throw new IllegalArgumentException("A fingerprint has 64 lower-case hexadecimal digits");
		}
	}

	/**
	 * Stands for the report that one question's answer is wrong for another one.
	 * @param asked the question that was asked
	 * @param served the entry that was served for it
	 * @return a fingerprint that no request has
	 */
	public static Fingerprint ofReport(Fingerprint asked, Fingerprint served) {
		return new Fingerprint(Digests
			.sha256(("wrong for another question\n" + asked + "\n" + served).getBytes(StandardCharsets.US_ASCII)));
	}

	@Override
	public String toString() {
		return this.value;
	}

	// Two are read with every entry; a pattern would take as long as all the rest.
	private static boolean isHexadecimal(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
				return false;
			}
		}
		return true;
	}

}
