package io.github.claudecache.client;

import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Tells from a message of the Messages API whether Claude used tools that run on its
 * side, whose results a key cannot know.
 *
 * @since 0.1.0
 */
public final class ServerTools {

	// Any block that is not known here may be the trace of such a tool.
	private static final Set<String> OTHER_BLOCKS = Set.of("text", "tool_use", "thinking", "redacted_thinking");

	private ServerTools() {
	}

	/**
	 * Whether a message has a trace of such a tool.
	 * @param message the message as Claude sent it
	 * @return {@code true} if there is one, or something that is not known
	 */
	public static boolean used(JsonNode message) {
		for (JsonNode block : message.path("content")) {
			if (!OTHER_BLOCKS.contains(block.path("type").asString(""))) {
				return true;
			}
		}
		for (JsonNode count : message.path("usage").path("server_tool_use")) {
			if (!count.isNumber() || count.asLong() != 0) {
				return true;
			}
		}
		JsonNode container = message.get("container");
		return container != null && !container.isNull();
	}

}
