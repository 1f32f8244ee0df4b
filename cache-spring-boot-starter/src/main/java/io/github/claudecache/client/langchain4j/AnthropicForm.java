package io.github.claudecache.client.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import io.github.claudecache.answer.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The types of LangChain4j's own client of Claude, which is optional: nothing here is
 * called unless such an object is there, or was when an answer was kept.
 */
final class AnthropicForm {

	private static final String CACHE_CREATION = "cacheCreation";

	private static final String CACHE_READ = "cacheRead";

	private AnthropicForm() {
	}

	/**
	 * The message as it was on the wire, as far as the cache needs it.
	 * @return the message; {@code null} if the model does not show it
	 * @throws IllegalArgumentException if it is not JSON
	 */
	static @Nullable JsonNode message(ChatResponseMetadata metadata) {
		AnthropicChatResponseMetadata anthropic = (AnthropicChatResponseMetadata) metadata;
		if (anthropic.rawServerSentEvents() != null && !anthropic.rawServerSentEvents().isEmpty()) {
			return accumulated(anthropic.rawServerSentEvents());
		}
		SuccessfulHttpResponse response = anthropic.rawHttpResponse();
		String body = (response != null) ? response.body() : null;
		return (body != null && !body.isBlank()) ? Json.object(body) : null;
	}

	/**
	 * The metadata without what belongs to the connection of its call.
	 */
	static ChatResponseMetadata withoutTransport(ChatResponseMetadata metadata) {
		return ((AnthropicChatResponseMetadata) metadata).toBuilder()
			.rawHttpResponse(null)
			.rawServerSentEvents(null)
			.build();
	}

	static ChatResponseMetadata.Builder<?> metadata() {
		return AnthropicChatResponseMetadata.builder();
	}

	static Usage usage(TokenUsage usage) {
		AnthropicTokenUsage anthropic = (AnthropicTokenUsage) usage;
		return new Usage(ChatFacts.count(usage.inputTokenCount()), ChatFacts.count(usage.outputTokenCount()),
				ChatFacts.count(anthropic.cacheCreationInputTokens()),
				ChatFacts.count(anthropic.cacheReadInputTokens()));
	}

	static void write(TokenUsage usage, ObjectNode target) {
		AnthropicTokenUsage anthropic = (AnthropicTokenUsage) usage;
		target.put(CACHE_CREATION, anthropic.cacheCreationInputTokens());
		target.put(CACHE_READ, anthropic.cacheReadInputTokens());
	}

	static TokenUsage usage(@Nullable Integer input, @Nullable Integer output, JsonNode source) {
		return AnthropicTokenUsage.builder()
			.inputTokenCount(input)
			.outputTokenCount(output)
			.cacheCreationInputTokens(Json.count(source, CACHE_CREATION))
			.cacheReadInputTokens(Json.count(source, CACHE_READ))
			.build();
	}

	private static ObjectNode accumulated(Iterable<ServerSentEvent> events) {
		ObjectNode message = Json.object();
		ObjectNode usage = message.putObject("usage");
		ArrayNode content = message.putArray("content");
		for (ServerSentEvent event : events) {
			String data = event.data();
			if (event.event() == null || data == null || !data.strip().startsWith("{")) {
				continue;
			}
			JsonNode tree = Json.object(data);
			switch (event.event()) {
				case "message_start" -> {
					copy(tree.path("message").path("usage"), usage);
					copy(tree.path("message"), "container", message);
				}
				case "content_block_start" -> content.add(tree.path("content_block"));
				case "message_delta" -> {
					copy(tree.path("usage"), usage);
					copy(tree.path("delta"), "container", message);
					copy(tree.path("delta"), "stop_reason", message);
				}
				default -> {
				}
			}
		}
		return message;
	}

	private static void copy(JsonNode source, ObjectNode target) {
		source.propertyNames().forEach((name) -> copy(source, name, target));
	}

	private static void copy(JsonNode source, String name, ObjectNode target) {
		JsonNode value = source.get(name);
		if (value != null && !value.isNull()) {
			target.set(name, value);
		}
	}

}
