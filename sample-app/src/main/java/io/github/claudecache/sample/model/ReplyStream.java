package io.github.claudecache.sample.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a message as the events of the Messages API, a few words at a time.
 */
final class ReplyStream {

	private static final int WORDS_OF_A_PIECE = 3;

	private final JsonMapper mapper;

	private final OutputStream out;

	ReplyStream(JsonMapper mapper, OutputStream out) {
		this.mapper = mapper;
		this.out = out;
	}

	/**
	 * Writes all events, or those up to the middle of the first block.
	 * @param reply the message as it would be sent without streaming
	 * @throws EOFException if the connection is to break there
	 */
	void write(ModelReply reply) throws IOException, InterruptedException {
		ObjectNode message = this.mapper.valueToTree(reply.body());
		JsonNode content = message.get("content");
		String stopReason = message.get("stop_reason").asString();
		JsonNode usage = message.get("usage").deepCopy();
		message.set("content", this.mapper.createArrayNode());
		message.putNull("stop_reason");
		event("message_start", Map.of("message", message));
		event("ping", Map.of());
		for (int index = 0; index < content.size(); index++) {
			block(index, (ObjectNode) content.get(index), reply, reply.remaining().dividedBy(content.size()));
		}
		Map<String, Object> delta = new LinkedHashMap<>();
		delta.put("stop_reason", stopReason);
		delta.put("stop_sequence", null);
		event("message_delta", Map.of("delta", delta, "usage", usage));
		event("message_stop", Map.of());
	}

	private void block(int index, ObjectNode block, ModelReply reply, Duration time)
			throws IOException, InterruptedException {
		boolean text = block.path("type").asString().equals("text");
		String whole = text ? block.path("text").asString() : this.mapper.writeValueAsString(block.path("input"));
		String member = text ? "text" : "partial_json";
		ObjectNode start = text ? block.put("text", "") : block.set("input", this.mapper.createObjectNode());
		event("content_block_start", index(index, Map.of("content_block", start)));
		List<String> pieces = pieces(whole);
		for (String piece : reply.cut() ? pieces.subList(0, (pieces.size() + 1) / 2) : pieces) {
			event("content_block_delta", index(index,
					Map.of("delta", Map.of("type", text ? "text_delta" : "input_json_delta", member, piece))));
			Thread.sleep(time.toMillis() / pieces.size());
		}
		if (reply.cut()) {
			throw new EOFException("The connection is to break here");
		}
		event("content_block_stop", index(index, Map.of()));
	}

	private void event(String type, Map<String, ?> content) throws IOException {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("type", type);
		data.putAll(content);
		String text = "event: " + type + "\ndata: " + this.mapper.writeValueAsString(data) + "\n\n";
		this.out.write(text.getBytes(StandardCharsets.UTF_8));
		this.out.flush();
	}

	private static Map<String, Object> index(int index, Map<String, ?> content) {
		Map<String, Object> indexed = new LinkedHashMap<>();
		indexed.put("index", index);
		indexed.putAll(content);
		return indexed;
	}

	// Each begins with its space, so that they add up to the text.
	private static List<String> pieces(String text) {
		List<String> pieces = new ArrayList<>();
		StringBuilder piece = new StringBuilder();
		int words = 0;
		for (String word : text.split("(?= )")) {
			piece.append(word);
			if (++words % WORDS_OF_A_PIECE == 0) {
				pieces.add(piece.toString());
				piece.setLength(0);
			}
		}
		if (!piece.isEmpty()) {
			pieces.add(piece.toString());
		}
		return pieces;
	}

}
