package io.github.claudecache.identity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What an answer depends on; invalidating a tag voids every answer that carries it. Tags
 * are literal: {@code *} is a tag like any other. Besides the caller's own there are
 * those that every entry gets by itself: {@link #ofCache}, {@link #ofModel},
 * {@link #ofDocument} and {@link #ofEntry}.
 *
 * @param value 1 to 256 bytes of UTF-8 on one line, without a comma and without
 * surrounding white space
 * @since 0.1.0
 */
public record Tag(String value) implements Comparable<Tag> {

	private static final int MAX_BYTES = 256;

	// Leaves room for the prefix below MAX_BYTES; longer identifiers are hashed.
	private static final int MAX_IDENTIFIER_BYTES = 200;

	private static final String HASHED = "sha256:";

	/**
	 * Creates a tag.
	 * @throws IllegalArgumentException if the value is blank, padded, too long, or has a
	 * comma, a control character or an unpaired surrogate
	 */
	public Tag {
		Texts.requireLine("A tag", value, MAX_BYTES);
		if (value.indexOf(',') >= 0) {
			throw new IllegalArgumentException("A tag must not have a comma: '" + value + "'");
		}
	}

	/**
	 * The tag of every answer that was built from a document, in any version.
	 * @param documentId the document's identifier; characters other than
	 * {@code [A-Za-z0-9:._-]} are percent-encoded, and what is longer than 200 bytes then
	 * is hashed, so that every identifier has a tag of its own
	 * @return {@code doc:<id>}
	 * @throws IllegalArgumentException if the identifier has an unpaired surrogate
	 */
	public static Tag ofDocument(String documentId) {
		return new Tag("doc:" + encode(documentId));
	}

	/**
	 * The tag of every answer of one named cache.
	 * @param cacheName the cache's name
	 * @return {@code cache:<name>}
	 * @throws IllegalArgumentException if the name has an unpaired surrogate
	 */
	public static Tag ofCache(String cacheName) {
		return new Tag("cache:" + encode(cacheName));
	}

	/**
	 * The tag of every answer of one model.
	 * @param model the model's identifier as sent to Claude
	 * @return {@code model:<id>}
	 * @throws IllegalArgumentException if the identifier has an unpaired surrogate
	 */
	public static Tag ofModel(String model) {
		return new Tag("model:" + encode(model));
	}

	/**
	 * The tag of exactly one entry. Evicting an entry is invalidating this tag: a plain
	 * removal would let a store that is on its way put the entry back.
	 * @param exact the exact fingerprint of the entry
	 * @return {@code entry:<fingerprint>}
	 */
	public static Tag ofEntry(Fingerprint exact) {
		return new Tag("entry:" + exact.value());
	}

	@Override
	public int compareTo(Tag other) {
		return this.value.compareTo(other.value);
	}

	@Override
	public String toString() {
		return this.value;
	}

	private static String encode(String identifier) {
		if (isPlain(identifier)) {
			return identifier;
		}
		Texts.requireUnicode("An identifier", identifier);
		byte[] bytes = identifier.getBytes(StandardCharsets.UTF_8);
		StringBuilder encoded = new StringBuilder(bytes.length);
		for (byte b : bytes) {
			if (isUnreserved(b)) {
				encoded.append((char) b);
			}
			else {
				encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
			}
		}
		// An identifier that looks like a hash is hashed too, so that it cannot be taken
		// for the identifier that has it.
		boolean literal = encoded.length() <= MAX_IDENTIFIER_BYTES && !identifier.startsWith(HASHED);
		return literal ? encoded.toString() : HASHED + Digests.sha256(bytes);
	}

	// Nearly all identifiers: they stand for themselves.
	private static boolean isPlain(String identifier) {
		for (int i = 0; i < identifier.length(); i++) {
			char c = identifier.charAt(i);
			if (c > 0x7F || !isUnreserved((byte) c)) {
				return false;
			}
		}
		return identifier.length() <= MAX_IDENTIFIER_BYTES && !identifier.startsWith(HASHED);
	}

	private static boolean isUnreserved(byte b) {
		return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == ':' || b == '.'
				|| b == '_' || b == '-';
	}

}
