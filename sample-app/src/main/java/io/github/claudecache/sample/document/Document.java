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
 * @since 0.1.0
 */
public record Document(String id, int version, String topics, String text) {

	/**
	 * What stands for this version in the key of an answer.
	 * @return the reference
	 */
	public DocumentRef ref() {
		return new DocumentRef(this.id, Integer.toString(this.version));
	}

	Document next(String text) {
		return new Document(this.id, this.version + 1, this.topics, text);
	}

}
