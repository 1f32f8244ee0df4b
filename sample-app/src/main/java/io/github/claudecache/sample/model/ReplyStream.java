package io.github.claudecache.sample.model;

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
	 * Writes all events.
	 * @param body the message as it would be sent without streaming
	 * @param duration how long that takes
	 */
	void write(Object body, Duration duration) throws IOException, InterruptedException {
		ObjectNode message = this.mapper.valueToTree(body);
		JsonNode content = message.get("content");
		String stopReason = message.get("stop_reason").asString();
		JsonNode usage = message.get("usage").deepCopy();
		message.set("content", this.mapper.createArrayNode());
		message.putNull("stop_reason");
		event("message_start", Map.of("message", message));
		event("ping", Map.of());
		event("content_block_start", index(Map.of("content_block", Map.of("type", "text", "text", ""))));
		List<String> pieces = pieces(content.path(0).path("text").asString(""));
		for (String piece : pieces) {
			event("content_block_delta", index(Map.of("delta", Map.of("type", "text_delta", "text", piece))));
			Thread.sleep(duration.toMillis() / pieces.size());
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
