package io.github.claudecache.client.anthropic;

import java.util.Optional;

import io.github.claudecache.answer.Payload;
import tools.jackson.databind.JsonNode;

/**
 * What an answer of the Messages API says, as far as it says it in text: without where a
 * stream was cut, and without the numbers that every response has anew, its id and its
 * usage.
 */
final class SaidText {

	private SaidText() {
	}

	/**
	 * What a message says, or its events, or what the adapter keeps of either.
	 * @return the text, or what the adapter compares; empty if it is none of these, or a
	 * message of an annotated method that has more than text
	 */
	static Optional<Payload> of(Payload payload) {
		if (payload.format() != Payload.Format.JSON || !payload.body().contains("\"message")) {
			return Optional.empty();
		}
		try {
			if (payload.body().startsWith(StoredAnswer.BEGIN)) {
				return Optional.of(StoredAnswer.decode(payload).said());
			}
			JsonNode tree = Json.object("{\"answer\":" + payload.body() + "}").path("answer");
			return (tree.isArray() ? ofEvents(tree) : ofMessage(tree)).map(Payload::text);
		}
		catch (RuntimeException ex) {
			// Some other answer that only looks like one of these.
			return Optional.empty();
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
