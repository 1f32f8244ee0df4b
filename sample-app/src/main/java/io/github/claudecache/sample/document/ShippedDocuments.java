package io.github.claudecache.sample.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.core.io.ClassPathResource;

/**
 * The documents that come with the help desk: the first version of each.
 */
final class ShippedDocuments {

	private static final List<String> IDS = List.of("returns", "shipping", "plans", "security");

	private static final String TOPICS = "Topics:";

	private ShippedDocuments() {
	}

	static Map<String, Document> load() {
		return IDS.stream()
			.map(ShippedDocuments::load)
			.collect(Collectors.toUnmodifiableMap(Document::id, Function.identity()));
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
