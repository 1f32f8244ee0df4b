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
 * newest versions that this process has seen are given, not confirmed: each of them
 * supersedes its confirmed version, and is superseded by it when Redis answers again.
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
	 * Reads exactly one version.
	 * @param ref the document and its version
	 * @return the document
	 * @throws UnknownDocumentException if there is no document of this identifier
	 * @throws DocumentSupersededException if another version is current
	 */
	public Document read(DocumentRef ref) {
		Map<String, Document> current = this.documents.current();
		Document document = current.get(ref.id());
		if (document == null) {
			throw new UnknownDocumentException(ref.id(), current.keySet());
		}
		if (!document.ref().equals(ref)) {
			throw new DocumentSupersededException(ref, document.ref());
		}
		return document;
	}

	Document replace(String id, String text) {
		return this.documents.publish(id, text);
	}

}
