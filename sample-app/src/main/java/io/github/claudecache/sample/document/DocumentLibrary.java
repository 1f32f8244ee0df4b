package io.github.claudecache.sample.document;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.github.claudecache.request.DocumentRef;

import org.springframework.stereotype.Component;

/**
 * The current version of every document. Older versions are gone, as they are in most
 * document stores: whoever holds a reference to one is told so and never gets another
 * version's text in its place.
 * <p>
 * Where the documents are on Redis, each call asks it. While it does not answer, the
 * newest versions that this process has seen are given, not confirmed. A version that is
 * not confirmed is another than the same one confirmed.
 * <p>
 * Safe for use by many threads.
 *
 * @since 0.1.0
 */
@Component
public class DocumentLibrary {

	private final Documents documents;

	DocumentLibrary(Documents documents) {
		this.documents = documents;
	}

	/**
	 * All documents.
	 * @return the current versions in the order of their identifiers
	 */
	public List<Document> all() {
		return this.documents.current().values().stream().sorted(Comparator.comparing(Document::id)).toList();
	}

	/**
	 * Reads exactly these versions, all of one moment. Those that are not confirmed are
	 * read without asking Redis.
	 * @param refs the documents and their versions
	 * @return the documents in the order of the references
	 * @throws UnknownDocumentException if there is no document of an identifier
	 * @throws DocumentSupersededException if another version of a document is current
	 */
	public List<Document> read(List<DocumentRef> refs) {
		// Redis did not answer a moment ago: whoever asks is not to wait for that twice.
		boolean wasAnswering = refs.stream().anyMatch(Document::isConfirmed);
		Map<String, Document> current = wasAnswering ? this.documents.current() : this.documents.lastSeen();
		return refs.stream().map((ref) -> version(ref, current)).toList();
	}

	Document replace(String id, String text) {
		return this.documents.publish(id, text);
	}

	private static Document version(DocumentRef ref, Map<String, Document> current) {
		Document document = current.get(ref.id());
		if (document == null) {
			throw new UnknownDocumentException(ref.id(), current.keySet());
		}
		if (!document.ref().equals(ref)) {
			throw new DocumentSupersededException(ref, document.ref());
		}
		return document;
	}

}
