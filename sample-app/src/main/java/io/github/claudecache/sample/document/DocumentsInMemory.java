package io.github.claudecache.sample.document;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Documents that only this process knows.
 */
final class DocumentsInMemory implements Documents {

	private final Map<String, Document> documents;

	DocumentsInMemory(Map<String, Document> shipped) {
		this.documents = new ConcurrentHashMap<>(shipped);
	}

	@Override
	public Map<String, Document> current() {
		return Map.copyOf(this.documents);
	}

	@Override
	public Map<String, Document> lastSeen() {
		return current();
	}

	@Override
	public Document publish(String id, String text) {
		Document published = this.documents.computeIfPresent(id, (key, current) -> current.next(text));
		if (published == null) {
			throw new UnknownDocumentException(id, this.documents.keySet());
		}
		return published;
	}

}
