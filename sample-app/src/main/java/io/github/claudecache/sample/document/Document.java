package io.github.claudecache.sample.document;

import io.github.claudecache.request.DocumentRef;

/**
 * One version of a document.
 *
 * @param id the identifier, the same for every version
 * @param version 1 for the text that the help desk starts with, one more with each
 * publication
 * @param topics what the document is about, in words that customers use; the same for
 * every version
 * @param text the text
 * @param confirmed whether this version is known to be current; if not, it is the newest
 * that this process has seen, and Redis could not be asked for a newer one
 * @since 0.1.0
 */
public record Document(String id, int version, String topics, String text, boolean confirmed) {

	private static final String LAST_SEEN = " (last seen)";

	Document(String id, int version, String topics, String text) {
		this(id, version, topics, text, true);
	}

	/**
	 * What stands for this version in the key of an answer. A version that is not
	 * confirmed has another name than one that is, so that neither gets the answers of
	 * the other.
	 * @return the reference
	 */
	public DocumentRef ref() {
		String number = Integer.toString(this.version);
		return new DocumentRef(this.id, this.confirmed ? number : number + LAST_SEEN);
	}

	static boolean isConfirmed(DocumentRef ref) {
		return !ref.version().endsWith(LAST_SEEN);
	}

	Document next(String text) {
		return new Document(this.id, this.version + 1, this.topics, text);
	}

	Document lastSeen() {
		return new Document(this.id, this.version, this.topics, this.text, false);
	}

	Document newer(Document other) {
		return (other.version > this.version) ? other : this;
	}

}
