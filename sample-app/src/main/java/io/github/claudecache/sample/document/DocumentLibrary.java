package io.github.claudecache.sample.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.request.DocumentRef;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The current version of every document, in memory. Older versions are gone, as they are
 * in most document stores: whoever holds a reference to one is told so and never gets
 * another version's text in its place.
 * <p>
 * Safe for use by many threads.
 *
 * @since 0.1.0
 */
@Component
public class DocumentLibrary {

	private static final List<String> IDS = List.of("returns", "shipping", "plans", "security");

	private static final String TOPICS = "Topics:";

	private final Map<String, Document> documents = new ConcurrentHashMap<>();

	DocumentLibrary() {
		IDS.forEach((id) -> this.documents.put(id, load(id)));
	}

	/**
	 * All documents.
	 * @return the current versions in the order of their identifiers
	 */
	public List<Document> all() {
		return this.documents.values().stream().sorted(Comparator.comparing(Document::id)).toList();
	}

	/**
	 * Reads exactly one version.
	 * @param ref the document and its version
	 * @return the document
	 * @throws UnknownDocumentException if there is no document of this identifier
	 * @throws DocumentSupersededException if another version is current
	 */
	public Document read(DocumentRef ref) {
		Document document = this.documents.get(ref.id());
		if (document == null) {
			throw new UnknownDocumentException(ref.id(), this.documents.keySet());
		}
		if (!document.ref().equals(ref)) {
			throw new DocumentSupersededException(ref, document.version());
		}
		return document;
	}

	Document replace(String id, String text) {
		Document published = this.documents.computeIfPresent(id, (key, current) -> current.next(text));
		if (published == null) {
			throw new UnknownDocumentException(id, this.documents.keySet());
		}
		return published;
	}

	private static Document load(String id) {
		try {
			String content = new ClassPathResource("documents/" + id + ".txt")
				.getContentAsString(StandardCharsets.UTF_8);
			int end = content.indexOf('\n');
			return new Document(id, 1, content.substring(TOPICS.length(), end).strip(), content.substring(end).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
