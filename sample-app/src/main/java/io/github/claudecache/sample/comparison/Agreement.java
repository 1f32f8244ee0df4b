package io.github.claudecache.sample.comparison;

import java.util.Locale;

/**
 * What an answer is worth beside one that was made just now.
 *
 * @since 0.1.0
 */
public enum Agreement {

	/** Word for word the same. */
	SAME,

	/** Another text, and the model would have given the same: it is wrong. */
	DIFFERENT,

	/**
	 * Not known: an answer is missing or not complete, a document was published
	 * meanwhile, or the texts differ and come from Claude, who says the same thing in
	 * other words each time.
	 */
	UNDECIDED;

	/**
	 * The name in responses.
	 * @return for example {@code same}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
