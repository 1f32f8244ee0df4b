package io.github.claudecache.sample.document;

import io.github.claudecache.annotation.ClaudeCacheInvalidate;

import org.springframework.stereotype.Component;

/**
 * Publishes documents.
 *
 * @since 0.1.0
 */
@Component
public class DocumentPublisher {

	private final DocumentLibrary library;

	DocumentPublisher(DocumentLibrary library) {
		this.library = library;
	}

	/**
	 * Makes a text the current version of a document and then voids what was answered
	 * from older ones. All tenants share the documents, so the answers of all tenants are
	 * voided.
	 * @param id the document's identifier
	 * @param text the new text, not blank
	 * @return the version that is current now
	 * @throws UnknownDocumentException if there is no document of this identifier
	 * @throws DocumentsUnavailableException if it is not known whether the document was
	 * published; publishing it again is safe
	 * @throws io.github.claudecache.freshness.InvalidationFailedException if the document
	 * was published but the old answers could not be voided
	 */
	@ClaudeCacheInvalidate(tags = "'doc:' + #id", allTenants = true)
	public Document publish(String id, String text) {
		return this.library.replace(id, text);
	}

}
