package io.github.claudecache.client.anthropic;

import java.util.Set;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.client.ServerTools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message says about itself.
 */
final class MessageFacts {

	private static final Set<String> THINKING = Set.of("thinking", "redacted_thinking");

	private static final String TOOL_USE = "tool_use";

	private MessageFacts() {
	}

	/**
	 * Whether there is anything to read in it.
	 */
	static boolean hasContent(ObjectNode message) {
		for (JsonNode block : message.path("content")) {
			if (!THINKING.contains(Json.text(block, "type")) && !isBlankText(block)) {
				return true;
			}
		}
		return false;
	}

	static boolean hasThinking(ObjectNode message) {
		for (JsonNode block : message.path("content")) {
			if (THINKING.contains(Json.text(block, "type"))) {
				return true;
			}
		}
		return false;
	}

	static ObjectNode withoutThinking(ObjectNode message) {
		ArrayNode content = Json.array();
		for (JsonNode block : message.path("content")) {
			if (!THINKING.contains(Json.text(block, "type"))) {
				content.add(block);
			}
		}
		message.set("content", content);
		if (content.isEmpty()) {
			throw new IllegalArgumentException("There is nothing but thinking in the answer");
		}
		return message;
	}

	/**
	 * The message as the cache judges it.
	 * @param message the message
	 * @param payload the form in which it is kept
	 * @return the draft
	 * @throws IllegalArgumentException if it is not a message
	 */
	static AnswerDraft draft(ObjectNode message, Payload payload) {
		if (!Json.text(message, "type").equals("message") || !message.path("content").isArray()) {
			throw new IllegalArgumentException("Not a message");
		}
		StopReason stopReason = StopReason.fromWire(Json.text(message, "stop_reason"));
		for (JsonNode block : message.path("content")) {
			if (Json.text(block, "type").equals(TOOL_USE)) {
				// Whatever it says, somebody has to run the tool.
				stopReason = StopReason.TOOL_USE;
			}
		}
		String model = Json.text(message, "model");
		return new AnswerDraft(payload, stopReason, model.isEmpty() ? null : model, usage(message.path("usage")),
				ServerTools.used(message));
	}

	private static Usage usage(JsonNode usage) {
		return new Usage(usage.path("input_tokens").asLong(0), usage.path("output_tokens").asLong(0),
				usage.path("cache_creation_input_tokens").asLong(0), usage.path("cache_read_input_tokens").asLong(0));
	}

	private static boolean isBlankText(JsonNode block) {
		return Json.text(block, "type").equals("text") && Json.text(block, "text").isBlank();
	}

}
