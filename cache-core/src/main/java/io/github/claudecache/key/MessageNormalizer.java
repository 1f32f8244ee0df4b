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
	 * characters and compatibility forms stay as they are, and so does all white space at
	 * the beginning and at the end of a line, in a line that looks like code, and from
	 * the first quotation mark, backtick, angle bracket or fence to the end.
	 * @return the normaliser
	 */
	static MessageNormalizer standard() {
		return new StandardMessageNormalizer(false);
	}

	/**
	 * As {@link #standard()}, and a word is the same with and without a capital at its
	 * beginning. Whatever keeps its white space keeps its case too; so do single letters,
	 * words with an inner capital and words in capitals only. It merges words such as
	 * {@code Polish} and {@code polish}, and code that nothing marks as code cannot be
	 * told from prose: test it on the messages of the application first.
	 * @return the normaliser
	 */
	static MessageNormalizer caseFolding() {
		return new StandardMessageNormalizer(true);
	}

}
