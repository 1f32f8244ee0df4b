package io.github.claudecache.sample.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
	 * Writes all events, or those up to the middle of the text.
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
		event("content_block_start", index(Map.of("content_block", Map.of("type", "text", "text", ""))));
		List<String> pieces = pieces(content.path(0).path("text").asString(""));
		for (String piece : reply.cut() ? pieces.subList(0, (pieces.size() + 1) / 2) : pieces) {
			event("content_block_delta", index(Map.of("delta", Map.of("type", "text_delta", "text", piece))));
			Thread.sleep(reply.remaining().toMillis() / pieces.size());
		}
		if (reply.cut()) {
			throw new EOFException("The connection is to break here");
		}
		event("content_block_stop", index(Map.of()));
		Map<String, Object> delta = new LinkedHashMap<>();
		delta.put("stop_reason", stopReason);
		delta.put("stop_sequence", null);
		event("message_delta", Map.of("delta", delta, "usage", usage));
		event("message_stop", Map.of());
	}

	private void event(String type, Map<String, ?> content) throws IOException {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("type", type);
		data.putAll(content);
		String text = "event: " + type + "\ndata: " + this.mapper.writeValueAsString(data) + "\n\n";
		this.out.write(text.getBytes(StandardCharsets.UTF_8));
		this.out.flush();
	}

	private static Map<String, Object> index(Map<String, ?> content) {
		Map<String, Object> indexed = new LinkedHashMap<>(content);
		indexed.put("index", 0);
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
