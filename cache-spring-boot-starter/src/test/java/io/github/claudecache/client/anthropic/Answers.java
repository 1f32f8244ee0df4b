package io.github.claudecache.client.anthropic;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Answers of the Messages API as they are on the wire.
 */
public final class Answers {

	public static final String TEXT = "You can return goods within 30 days, \u201cunused\u201d.\nSee \u00a7 4.";

	private Answers() {
	}

	public static String message() {
		return message("end_turn");
	}

	public static String message(@Nullable String stopReason) {
		return message(block(TEXT), stopReason);
	}

	public static String message(String content, @Nullable String stopReason) {
		return """
				{"model":"claude-sonnet-4-5-20250929","id":"msg_01","type":"message","role":"assistant","content":[%s],\
				"stop_reason":%s,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":0,\
				"cache_read_input_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},\
				"output_tokens":18,"service_tier":"standard"}}"""
			.formatted(content, quoted(stopReason));
	}

	public static String block(String text) {
		return "{\"type\":\"text\",\"text\":" + quoted(text) + "}";
	}

	public static String tool() {
		return "{\"type\":\"tool_use\",\"id\":\"toolu_01\",\"name\":\"lookup\",\"input\":{\"topic\":\"refund\",\"limit\":2.50}}";
	}

	public static String start() {
		return event("message_start", """
				{"type":"message_start","message":{"model":"claude-sonnet-4-5-20250929","id":"msg_02","type":"message",\
				"role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,\
				"cache_creation_input_tokens":0,"cache_read_input_tokens":7,"output_tokens":1,\
				"service_tier":"standard"}}}""") + event("ping", "{\"type\": \"ping\"}");
	}

	/**
	 * The events of a text that comes in pieces.
	 */
	public static String text(int index, List<String> pieces) {
		return event("content_block_start",
				"{\"type\":\"content_block_start\",\"index\":" + index
						+ ",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
				+ pieces.stream()
					.map((piece) -> delta(index, "{\"type\":\"text_delta\",\"text\":" + quoted(piece) + "}"))
					.collect(Collectors.joining())
				+ stop(index);
	}

	public static String delta(int index, String delta) {
		return event("content_block_delta",
				"{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}");
	}

	public static String stop(int index) {
		return event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}");
	}

	public static String end(@Nullable String stopReason) {
		return event("message_delta", """
				{"type":"message_delta","delta":{"stop_reason":%s,"stop_sequence":null},"usage":{"input_tokens":25,\
				"cache_creation_input_tokens":0,"cache_read_input_tokens":7,"output_tokens":18}}"""
			.formatted(quoted(stopReason))) + event("message_stop", "{\"type\":\"message_stop\"}");
	}

	public static String stream() {
		return stream("end_turn");
	}

	public static String stream(@Nullable String stopReason) {
		return start()
				+ text(0, List.of("You can return goods within", " 30 days, \u201cunused\u201d.\n", "See \u00a7 4."))
				+ end(stopReason);
	}

	public static String toolStream() {
		return start()
				+ event("content_block_start",
						"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
								+ "{\"type\":\"tool_use\",\"id\":\"toolu_01\",\"name\":\"lookup\",\"input\":{}}}")
				+ delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"topic\\\": \"}")
				+ delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"refund\\\"}\"}") + stop(0)
				+ end("tool_use");
	}

	public static String event(String name, String data) {
		return "event: " + name + "\ndata: " + data + "\n\n";
	}

	public static String error(String type) {
		return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"No\"},\"request_id\":\"req_1\"}";
	}

	public static String quoted(@Nullable String text) {
		return (text != null) ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""
				: "null";
	}

}
