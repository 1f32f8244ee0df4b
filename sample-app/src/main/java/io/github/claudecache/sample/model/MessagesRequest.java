package io.github.claudecache.sample.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What the stand-in understands of a request to {@code /v1/messages}: the last message,
 * whose last text is the question and whose other texts say for whom it is asked, as the
 * system prompt may, and the documents in it or quoted by the system prompt.
 */
record MessagesRequest(String model, int maxTokens, String context, List<SourceDocument> documents, String question,
		int words, boolean streamed) {

	private static final Pattern LINE = Pattern.compile("^(?<name>[A-Za-z]+): (?<value>.+)$", Pattern.MULTILINE);

	/**
	 * Reads a request.
	 * @throws IllegalArgumentException with a text for the caller if something is missing
	 */
	static MessagesRequest parse(JsonNode body) {
		JsonNode maxTokens = required(body, "max_tokens");
		if (!maxTokens.isInt() || maxTokens.intValue() < 1) {
			throw new IllegalArgumentException("max_tokens: Input should be greater than or equal to 1");
		}
		JsonNode messages = required(body, "messages");
		if (!messages.isArray() || messages.isEmpty()) {
			throw new IllegalArgumentException("messages: at least one message is required");
		}
		JsonNode content = required(messages.get(messages.size() - 1), "content");
		List<String> texts = new ArrayList<>();
		List<SourceDocument> documents = new ArrayList<>();
		for (JsonNode block : blocks(content)) {
			switch (block.path("type").asString("")) {
				case "text" -> texts.add(block.path("text").asString(""));
				case "document" -> documents.add(SourceDocument.parse(block));
				default ->
					throw new IllegalArgumentException("messages: only blocks of type text and document are read");
			}
		}
		if (content.isString()) {
			texts.add(content.asString());
		}
		if (texts.isEmpty()) {
			throw new IllegalArgumentException("messages: the last message has no text");
		}
		String system = system(body.path("system"));
		documents.addAll(SourceDocument.in(system));
		int words = Stream.of(List.of(system), texts, documents.stream().map(SourceDocument::text).toList())
			.flatMap(List::stream)
			.mapToInt(Tokens::words)
			.sum();
		return new MessagesRequest(required(body, "model").asString(), maxTokens.intValue(),
				system + "\n" + String.join("\n", texts.subList(0, texts.size() - 1)), documents,
				texts.get(texts.size() - 1), words, body.path("stream").asBoolean(false));
	}

	/**
	 * A line such as {@code Shop: acme} of the texts before the question.
	 */
	String line(String name, String fallback) {
		Matcher matcher = LINE.matcher(this.context);
		while (matcher.find()) {
			if (matcher.group("name").equals(name)) {
				return matcher.group("value");
			}
		}
		return fallback;
	}

	private static String system(JsonNode system) {
		return system.isArray()
				? system.valueStream().map((block) -> block.path("text").asString("")).collect(Collectors.joining("\n"))
				: system.asString("");
	}

	private static Iterable<JsonNode> blocks(JsonNode content) {
		return content.isArray() ? content.values() : List.of();
	}

	private static JsonNode required(JsonNode object, String field) {
		JsonNode value = object.path(field);
		if (value.isMissingNode() || value.isNull()) {
			throw new IllegalArgumentException(field + ": Field required");
		}
		return value;
	}

	/**
	 * A document of a request.
	 */
	record SourceDocument(String title, String context, String text) {

		private static final Pattern QUOTED = Pattern
			.compile("<document title=\"([^\"]*)\" version=\"([^\"]*)\">(.*?)</document>", Pattern.DOTALL);

		/**
		 * Those that a system prompt quotes.
		 */
		static List<SourceDocument> in(String system) {
			return QUOTED.matcher(system)
				.results()
				.map((found) -> new SourceDocument(found.group(1), "version " + found.group(2), found.group(3)))
				.toList();
		}

		static SourceDocument parse(JsonNode block) {
			return new SourceDocument(block.path("title").asString(""), block.path("context").asString(""),
					block.path("source").path("data").asString(""));
		}

	}

}
