package io.github.claudecache.key;

/**
 * Decides which spellings of a message are the same message. Whatever it merges is
 * answered with one answer, so it must only merge what cannot change the answer.
 * <p>
 * Implementations must be pure, fast in proportion to the length of the text, and safe
 * for use by many threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MessageNormalizer {

	/**
	 * The form of a message that enters the key.
	 * @param message the text of the user
	 * @return the normalised text
	 * @throws UnkeyableException if the text is too costly to normalise or not valid
	 * Unicode; the request then bypasses the cache
	 */
	String normalize(String message);

	/**
	 * The default: canonical composition (NFC), no surrounding white space, one space
	 * where there were several. Nothing else is merged: case, punctuation, invisible
	 * characters and compatibility forms stay as they are, and so does all white space
	 * inside code, inside double quotes and at the start of a line.
	 * @return the normaliser
	 */
	static MessageNormalizer standard() {
		return new StandardMessageNormalizer(false);
	}

	/**
	 * As {@link #standard()}, and words that differ only in the case of their letters are
	 * the same. Code, quoted text, single letters, words with an inner capital and words
	 * in capitals only are left alone. It merges words such as {@code Polish} and
	 * {@code polish}: test it on the messages of the application first.
	 * @return the normaliser
	 */
	static MessageNormalizer caseFolding() {
		return new StandardMessageNormalizer(true);
	}

}
