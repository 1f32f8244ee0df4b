package io.github.claudecache.sample.document;

import java.util.Map;

/**
 * Where documents are kept. Safe for use by many threads.
 */
interface Documents {

	/**
	 * The current version of every document.
	 * @return the documents by their identifiers. If it cannot be known which versions
	 * are current, the newest that this process has seen, not confirmed
	 */
	Map<String, Document> current();

	/**
	 * The newest version of every document that this process has seen, without asking
	 * whether there are newer ones.
	 * @return the documents by their identifiers
	 */
	Map<String, Document> lastSeen();

	/**
	 * Makes a text the next version of a document. When two do so at once, both texts get
	 * a version of their own.
	 * @param id the document's identifier
	 * @param text the new text
	 * @return the new version
	 * @throws UnknownDocumentException if there is no document of this identifier
	 * @throws DocumentsUnavailableException if it is not known whether it was done
	 */
	Document publish(String id, String text);

}
