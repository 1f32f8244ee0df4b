package io.github.claudecache.request;

import io.github.claudecache.identity.Tag;

/**
 * A document that an answer was built from. The version enters the key, the text never
 * does, and the identifier becomes a tag by itself ({@link Tag#ofDocument}).
 *
 * @param id the document's identifier, not blank, the same for every version
 * @param version what changes whenever the text changes: a revision number, an ETag or a
 * digest; not blank
 * @since 0.1.0
 */
public record DocumentRef(String id, String version) {

	/**
	 * Creates a reference.
	 * @throws IllegalArgumentException if the identifier or the version is blank
	 */
	public DocumentRef {
		if (id.isBlank()) {
			throw new IllegalArgumentException("A document's id must not be blank");
		}
		if (version.isBlank()) {
			throw new IllegalArgumentException("The version of document '" + id
					+ "' must not be blank: without it a changed document would keep its old answers");
		}
	}

}
