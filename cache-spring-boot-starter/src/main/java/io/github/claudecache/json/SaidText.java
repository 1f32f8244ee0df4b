package io.github.claudecache.json;

import java.util.Optional;

import io.github.claudecache.answer.Payload;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer says, as far as it says it in text: without where a stream was cut, and
 * without the numbers that every response of the Messages API has anew, its id and its
 * usage.
 */
final class SaidText {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private SaidText() {
	}

	/**
	 * The text of pieces, of a message or of its events.
	 * @return the text; the payload itself if it is none of these or has more than text
	 */
	static Payload of(Payload payload) {
		Payload said = TextPieces.said(payload);
		if (said.format() != Payload.Format.JSON || !said.body().contains("\"message")) {
			return said;
		}
		try {
			JsonNode tree = MAPPER.readTree(said.body());
			Optional<String> text = tree.isArray() ? ofEvents(tree) : ofMessage(tree);
			return text.map(Payload::text).orElse(said);
		}
		catch (JacksonException ex) {
			return said;
		}
	}

	private static Optional<String> ofMessage(JsonNode message) {
		if (!is(message, "message") || !message.path("content").isArray()) {
			return Optional.empty();
		}
		StringBuilder text = new StringBuilder();
		for (JsonNode block : message.path("content")) {
			if (!is(block, "text")) {
				return Optional.empty();
			}
			text.append(block.path("text").asString(""));
		}
		return Optional.of(text.toString());
	}

	private static Optional<String> ofEvents(JsonNode events) {
		if (!is(events.path(0), "message_start")) {
			return Optional.empty();
		}
		StringBuilder text = new StringBuilder();
		for (JsonNode event : events) {
			boolean start = is(event, "content_block_start");
			JsonNode content = event.path(start ? "content_block" : "delta");
			if (start || is(event, "content_block_delta")) {
				if (!is(content, start ? "text" : "text_delta")) {
					return Optional.empty();
				}
				text.append(content.path("text").asString(""));
			}
		}
		return Optional.of(text.toString());
	}

	private static boolean is(JsonNode node, String type) {
		return node.path("type").asString("").equals(type);
	}

}
