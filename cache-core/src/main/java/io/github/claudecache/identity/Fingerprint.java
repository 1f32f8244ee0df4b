package io.github.claudecache.identity;

import java.util.regex.Pattern;

/**
 * A SHA-256 digest that stands for a request. It reveals nothing of the text, so it may
 * appear in key names, logs and endpoints; it is never used as a meter label.
 *
 * @param value 64 lower-case hexadecimal digits
 * @since 0.1.0
 */
public record Fingerprint(String value) {

	private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

	/**
	 * Creates a fingerprint from its digits.
	 * @throws IllegalArgumentException if the value is not 64 lower-case hexadecimal
	 * digits
	 */
	public Fingerprint {
		if (!HEX.matcher(value).matches()) {
			throw new IllegalArgumentException("A fingerprint has 64 lower-case hexadecimal digits");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
