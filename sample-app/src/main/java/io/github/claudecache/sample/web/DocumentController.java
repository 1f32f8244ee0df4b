package io.github.claudecache.sample.web;

import java.util.List;

import io.github.claudecache.sample.document.Document;
import io.github.claudecache.sample.document.DocumentLibrary;
import io.github.claudecache.sample.document.DocumentPublisher;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DocumentController {

	private static final int MAX_CHARACTERS = 100_000;

	private final DocumentLibrary library;

	private final DocumentPublisher publisher;

	DocumentController(DocumentLibrary library, DocumentPublisher publisher) {
		this.library = library;
		this.publisher = publisher;
	}

	@GetMapping("/api/documents")
	List<DocumentView> documents() {
		return this.library.all().stream().map(DocumentView::of).toList();
	}

	@PutMapping("/api/documents/{id}")
	DocumentView publish(@PathVariable String id, @RequestBody Publication publication) {
		return DocumentView
			.of(this.publisher.publish(id, Inputs.text("text", publication.text(), MAX_CHARACTERS).strip()));
	}

	/**
	 * A new version of a document as it arrives.
	 *
	 * @param text the text, at most 100,000 characters
	 */
	record Publication(@Nullable String text) {
	}

	/**
	 * A document as it is sent. The version is a text, as it is in the answers.
	 *
	 * @param id the identifier
	 * @param version the current version
	 * @param text the text
	 */
	record DocumentView(String id, String version, String text) {

		static DocumentView of(Document document) {
			return new DocumentView(document.id(), document.ref().version(), document.text());
		}

	}

}
