package io.github.claudecache.client.springai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.claudecache.answer.Payload;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as it is kept: the response of a plain call, or the chunks of a stream as
 * they came. The other shape is made when it is asked for.
 *
 * @param streamed whether it came as a stream
 * @param responses the response, or the chunks in their order
 */
record StoredChat(boolean streamed, List<ChatResponse> responses) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final int FORMAT = 1;

	private static final String RESPONSES = "responses";

	private static final String STREAMED = "streamed";

	StoredChat {
		responses = List.copyOf(responses);
	}

	/**
	 * The form in which it is kept.
	 * @throws IllegalArgumentException if it would not come back as it is
	 */
	Payload encode() {
		ObjectNode root = MAPPER.createObjectNode();
		root.put("format", FORMAT);
		root.put(STREAMED, this.streamed);
		ArrayNode array = root.putArray(RESPONSES);
		this.responses.forEach((response) -> array.add(ResponseJson.write(response)));
		Payload payload = Payload.json(MAPPER.writeValueAsString(root));
		List<ChatResponse> decoded = decode(payload).responses();
		for (int i = 0; i < this.responses.size(); i++) {
			if (!ResponseJson.same(this.responses.get(i), decoded.get(i))) {
				throw new IllegalArgumentException("It would not come back as it is");
			}
		}
		if (this.streamed && this.responses.stream().anyMatch((response) -> response.getResults().size() > 1)) {
			// Which chunk belongs to which of them is not said.
			throw new IllegalArgumentException("Several answers in one stream");
		}
		return payload;
	}

	/**
	 * Reads an answer.
	 * @throws IllegalArgumentException if the payload is none of ours
	 */
	static StoredChat decode(Payload payload) {
		return decode(ResponseJson.tree(payload));
	}

	/**
	 * Reads an answer.
	 * @throws IllegalArgumentException if it is none of ours
	 */
	static StoredChat decode(JsonNode root) {
		if (!isStored(root)) {
			throw new IllegalArgumentException("Not an answer of a chat client");
		}
		return new StoredChat(root.path(STREAMED).booleanValue(), ResponseJson.readAll(root.path(RESPONSES)));
	}

	/**
	 * Whether this is the form of an answer.
	 */
	static boolean isStored(JsonNode root) {
		return root.path("format").asInt(0) == FORMAT && root.path(STREAMED).isBoolean()
				&& !root.path(RESPONSES).isEmpty();
	}

	/**
	 * The answer as a stream: the chunks as they came, or a response as the only one.
	 * @return the chunks
	 */
	List<ChatResponse> asStream() {
		return this.responses;
	}

	/**
	 * The answer as one response.
	 * @return the response as it came, or what the chunks say together
	 */
	ChatResponse asCall() {
		return this.streamed ? together() : this.responses.get(0);
	}

	private ChatResponse together() {
		StringBuilder text = new StringBuilder();
		Map<String, Object> properties = new HashMap<>();
		ChatGenerationMetadata ending = ChatGenerationMetadata.NULL;
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder();
		for (ChatResponse chunk : this.responses) {
			Generation generation = chunk.getResult();
			if (generation != null) {
				String piece = generation.getOutput().getText();
				text.append((piece != null) ? piece : "");
				properties.putAll(generation.getOutput().getMetadata());
				ending = isEmpty(generation.getMetadata()) ? ending : generation.getMetadata();
			}
			add(metadata, chunk.getMetadata());
		}
		AssistantMessage message = AssistantMessage.builder().content(text.toString()).properties(properties).build();
		return new ChatResponse(List.of(new Generation(message, ending)), metadata.build());
	}

	private static void add(ChatResponseMetadata.Builder all, ChatResponseMetadata chunk) {
		if (!chunk.getId().isEmpty()) {
			all.id(chunk.getId());
		}
		if (!chunk.getModel().isEmpty()) {
			all.model(chunk.getModel());
		}
		if (ResponseJson.hasUsage(chunk.getUsage())) {
			all.usage(chunk.getUsage());
		}
		chunk.entrySet().forEach((entry) -> all.keyValue(entry.getKey(), entry.getValue()));
	}

	private static boolean isEmpty(@Nullable ChatGenerationMetadata metadata) {
		return metadata == null || metadata.equals(ChatGenerationMetadata.NULL);
	}

}
