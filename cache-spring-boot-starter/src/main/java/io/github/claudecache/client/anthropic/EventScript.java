package io.github.claudecache.client.anthropic;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a message apart into the events with which Claude would have streamed it: from
 * them the SDK builds an equal message.
 */
final class EventScript {

	// What the API repeats in the usage of the last event.
	private static final List<String> TOTALS = List.of("input_tokens", "cache_creation_input_tokens",
			"cache_read_input_tokens", "output_tokens", "output_tokens_details", "server_tool_use");

	private final List<ObjectNode> events = new ArrayList<>();

	private EventScript() {
	}

	/**
	 * The events of a message.
	 * @param message a message as it is given without streaming; not changed
	 * @return the events in order
	 */
	static List<ObjectNode> of(ObjectNode message) {
		EventScript script = new EventScript();
		script.start(message);
		int index = 0;
		for (JsonNode block : message.path("content")) {
			script.block(index++, (ObjectNode) block);
		}
		script.end(message);
		return script.events;
	}

	private void start(ObjectNode message) {
		ObjectNode start = message.deepCopy();
		start.set("content", Json.array());
		start.putNull("stop_reason");
		start.putNull("stop_sequence");
		event("message_start").set("message", start);
	}

	private void block(int index, ObjectNode block) {
		ObjectNode start = block.deepCopy();
		event("content_block_start").put("index", index).set("content_block", start);
		switch (Json.text(block, "type")) {
			case "text" -> {
				text(index, start, "text", "text_delta");
				citations(index, start);
			}
			case "thinking" -> {
				text(index, start, "thinking", "thinking_delta");
				text(index, start, "signature", "signature_delta");
			}
			case "tool_use" -> {
				JsonNode input = start.path("input");
				start.set("input", Json.object());
				delta(index, "input_json_delta").put("partial_json", Json.write(input));
			}
			default -> {
				// Others come whole.
			}
		}
		event("content_block_stop").put("index", index);
	}

	private void text(int index, ObjectNode start, String member, String type) {
		String text = Json.text(start, member);
		if (!text.isEmpty()) {
			start.put(member, "");
			delta(index, type).put(member, text);
		}
	}

	private void citations(int index, ObjectNode start) {
		if (start.get("citations") instanceof ArrayNode citations && !citations.isEmpty()) {
			start.set("citations", Json.array());
			citations.forEach((citation) -> delta(index, "citations_delta").set("citation", citation));
		}
	}

	private void end(ObjectNode message) {
		ObjectNode event = event("message_delta");
		ObjectNode delta = event.putObject("delta");
		delta.set("stop_reason", message.path("stop_reason"));
		if (message.has("stop_sequence")) {
			delta.set("stop_sequence", message.path("stop_sequence"));
		}
		ObjectNode usage = event.putObject("usage");
		for (String total : TOTALS) {
			if (message.path("usage").has(total)) {
				usage.set(total, message.path("usage").path(total));
			}
		}
		event("message_stop");
	}

	private ObjectNode delta(int index, String type) {
		return event("content_block_delta").put("index", index).putObject("delta").put("type", type);
	}

	private ObjectNode event(String type) {
		ObjectNode event = Json.object().put("type", type);
		this.events.add(event);
		return event;
	}

}
