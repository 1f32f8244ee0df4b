package io.github.claudecache.client.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the events of a stream together as the message that the same call gives without
 * streaming.
 */
final class Events {

	private final Map<Long, ObjectNode> blocks = new TreeMap<>();

	private final Map<Long, StringBuilder> inputs = new TreeMap<>();

	private final ObjectNode message;

	private Events(ObjectNode message) {
		this.message = message;
	}

	/**
	 * The message of a stream.
	 * @param events all events in order
	 * @return the message, which shares nothing with the events
	 * @throws IllegalArgumentException if an event does not fit, or says something that
	 * this version does not know
	 */
	static ObjectNode message(List<ObjectNode> events) {
		if (events.isEmpty() || !(events.get(0).get("message") instanceof ObjectNode start)) {
			throw new IllegalArgumentException("A stream begins with a message");
		}
		Events stream = new Events(start.deepCopy());
		events.subList(1, events.size()).forEach(stream::apply);
		return stream.finish();
	}

	private void apply(ObjectNode event) {
		switch (Json.text(event, "type")) {
			case "content_block_start" -> {
				if (!(event.get("content_block") instanceof ObjectNode block)
						|| this.blocks.putIfAbsent(index(event), block.deepCopy()) != null) {
					throw misfit("content_block_start");
				}
			}
			case "content_block_delta" -> delta(event);
			case "content_block_stop" -> stop(event);
			case "message_delta" -> end(event);
			case "message_stop" -> {
			}
			default -> throw misfit(Json.text(event, "type"));
		}
	}

	private void delta(ObjectNode event) {
		ObjectNode block = block(event);
		JsonNode delta = event.path("delta");
		switch (Json.text(delta, "type")) {
			case "text_delta" -> append(block, "text", delta);
			case "thinking_delta" -> append(block, "thinking", delta);
			case "signature_delta" -> block.put("signature", Json.text(delta, "signature"));
			case "input_json_delta" -> this.inputs.computeIfAbsent(index(event), (any) -> new StringBuilder())
				.append(Json.text(delta, "partial_json"));
			case "citations_delta" -> {
				ArrayNode citations = (block.get("citations") instanceof ArrayNode present) ? present : Json.array();
				citations.add(delta.path("citation").deepCopy());
				block.set("citations", citations);
			}
			default -> throw misfit("delta");
		}
	}

	private void stop(ObjectNode event) {
		ObjectNode block = block(event);
		StringBuilder input = this.inputs.remove(index(event));
		if (input != null) {
			block.set("input", input.toString().isBlank() ? Json.object() : Json.object(input.toString()));
		}
	}

	// What the end says of the usage are totals; what it leaves out or has as null stands
	// as the start said it.
	private void end(ObjectNode event) {
		event.path("delta").properties().forEach((entry) -> this.message.set(entry.getKey(), entry.getValue()));
		if (this.message.get("usage") instanceof ObjectNode usage) {
			event.path("usage").properties().forEach((entry) -> {
				if (!entry.getValue().isNull()) {
					usage.set(entry.getKey(), entry.getValue());
				}
			});
		}
		List<String> known = List.of("type", "delta", "usage");
		if (!known.containsAll(new ArrayList<>(event.propertyNames()))) {
			throw misfit("message_delta");
		}
	}

	private ObjectNode finish() {
		if (!this.inputs.isEmpty()) {
			throw misfit("input");
		}
		ArrayNode content = Json.array();
		this.blocks.values().forEach(content::add);
		this.message.set("content", content);
		return this.message;
	}

	private ObjectNode block(ObjectNode event) {
		ObjectNode block = this.blocks.get(index(event));
		if (block == null) {
			throw misfit("index");
		}
		return block;
	}

	private static void append(ObjectNode block, String member, JsonNode delta) {
		block.put(member, Json.text(block, member) + Json.text(delta, member));
	}

	private static long index(ObjectNode event) {
		return event.path("index").asLong();
	}

	private static IllegalArgumentException misfit(String what) {
		return new IllegalArgumentException("An event of the stream does not fit: " + what);
	}

}
