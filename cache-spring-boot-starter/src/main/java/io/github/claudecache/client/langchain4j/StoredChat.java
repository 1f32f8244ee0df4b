package io.github.claudecache.client.langchain4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.claudecache.answer.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as it is kept: one form, from which both shapes are made.
 *
 * @param identity the request that it answers, if it has thinking in it; otherwise empty
 * @param response the response, without what belongs to the connection of its call
 * @param pieces the pieces of a stream that gives it
 */
record StoredChat(String identity, ChatResponse response, List<Piece> pieces) {

	/** How the form of each of them begins. */
	static final String BEGIN = "{\"format\":1,\"request\":\"";

	private static final int FORMAT = 1;

	private static final String ANTHROPIC = "anthropic";

	private static final String PLAIN = "plain";

	/**
	 * Whether there is something in it that Claude takes back with the same request only.
	 */
	static boolean hasThinking(ChatResponse response) {
		return response.aiMessage().thinking() != null || !response.aiMessage().attributes().isEmpty();
	}

	/**
	 * The response without what belongs to the connection of its call.
	 */
	static ChatResponse withoutTransport(ChatResponse response) {
		ChatResponseMetadata metadata = response.metadata();
		return ChatResponse.builder()
			.aiMessage(response.aiMessage())
			.metadata(KnownTypes.isAnthropic(metadata) ? AnthropicForm.withoutTransport(metadata) : metadata)
			.build();
	}

	/**
	 * The answer for a request: thinking that comes back in another conversation draws an
	 * error from Claude.
	 */
	StoredChat forRequest(RequestIdentity request) {
		if (this.identity.isEmpty() || this.identity.equals(request.value())) {
			return this;
		}
		AiMessage message = this.response.aiMessage().toBuilder().thinking(null).attributes(Map.of()).build();
		return new StoredChat("", this.response.toBuilder().aiMessage(message).build(),
				this.pieces.stream().filter((piece) -> piece.kind() != Piece.Kind.THINKING).toList());
	}

	/**
	 * Writes the answer.
	 * @throws IllegalArgumentException if it has something that is not known here
	 */
	Payload encode() {
		AiMessage message = this.response.aiMessage();
		ChatResponseMetadata metadata = this.response.metadata();
		ObjectNode object = Json.object();
		object.put("format", FORMAT);
		object.put("request", this.identity);
		object.put("text", message.text());
		object.put("thinking", message.thinking());
		if (!message.attributes().isEmpty()) {
			object.set("attributes", Json.tree(message.attributes()));
		}
		object.put("metadata",
				kind(KnownTypes.isAnthropic(metadata), metadata.getClass() == ChatResponseMetadata.class));
		object.put("id", metadata.id());
		object.put("model", metadata.modelName());
		object.put("finish", metadata.finishReason().name());
		TokenUsage usage = metadata.tokenUsage();
		if (usage != null) {
			write(usage, object.putObject("usage"));
		}
		if (!this.pieces.equals(Piece.of(message.thinking(), message.text()))) {
			ArrayNode pieces = object.putArray("pieces");
			this.pieces.forEach((piece) -> pieces.addObject().put(piece.kind().name(), piece.text()));
		}
		return Payload.json(Json.write(object));
	}

	/**
	 * Reads an answer.
	 * @throws IllegalArgumentException if the payload is none of ours
	 */
	static StoredChat decode(Payload payload) {
		ObjectNode object = Json.object(payload.body());
		if (payload.format() != Payload.Format.JSON || object.path("format").asInt(0) != FORMAT) {
			throw new IllegalArgumentException("Not an answer of a chat model");
		}
		String text = Json.text(object, "text");
		String thinking = Json.text(object, "thinking");
		AiMessage message = AiMessage.builder()
			.text(text)
			.thinking(thinking)
			.attributes(object.has("attributes") ? Json.map(object.path("attributes")) : Map.of())
			.build();
		ChatResponseMetadata.Builder<?> metadata = isAnthropic(object, "metadata") ? AnthropicForm.metadata()
				: ChatResponseMetadata.builder();
		metadata.id(Json.text(object, "id"));
		metadata.modelName(Json.text(object, "model"));
		metadata.finishReason(FinishReason.valueOf(object.path("finish").asString("")));
		metadata.tokenUsage(object.has("usage") ? usage(object.path("usage")) : null);
		return new StoredChat(object.path("request").asString(""),
				ChatResponse.builder().aiMessage(message).metadata(metadata.build()).build(),
				object.has("pieces") ? pieces(object.path("pieces")) : Piece.of(thinking, text));
	}

	private static void write(TokenUsage usage, ObjectNode target) {
		boolean anthropic = KnownTypes.isAnthropic(usage);
		target.put("kind", kind(anthropic, usage.getClass() == TokenUsage.class));
		target.put("input", usage.inputTokenCount());
		target.put("output", usage.outputTokenCount());
		target.put("total", usage.totalTokenCount());
		if (anthropic) {
			AnthropicForm.write(usage, target);
		}
	}

	private static @Nullable TokenUsage usage(JsonNode source) {
		Integer input = Json.count(source, "input");
		Integer output = Json.count(source, "output");
		return isAnthropic(source, "kind") ? AnthropicForm.usage(input, output, source)
				: new TokenUsage(input, output, Json.count(source, "total"));
	}

	private static List<Piece> pieces(JsonNode source) {
		List<Piece> pieces = new ArrayList<>();
		for (JsonNode piece : source) {
			piece.properties()
				.forEach((entry) -> pieces
					.add(new Piece(Piece.Kind.valueOf(entry.getKey()), entry.getValue().asString())));
		}
		return pieces;
	}

	// What is of another type would come back as something else.
	private static String kind(boolean anthropic, boolean plain) {
		if (!anthropic && !plain) {
			throw new IllegalArgumentException("Of a type that is not known here");
		}
		return anthropic ? ANTHROPIC : PLAIN;
	}

	private static boolean isAnthropic(JsonNode object, String member) {
		return ANTHROPIC.equals(Json.text(object, member));
	}

}
