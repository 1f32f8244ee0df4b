package io.github.claudecache.client.springai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.claudecache.answer.Payload;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AbstractMessage;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads responses. Of a response are kept: its generations with text,
 * properties, finish reason, filters and metadata; its identifier, model and token
 * counts; and its metadata as far as they are JSON. Not kept are the limits of the
 * account, which were those of that moment, and the provider's own objects.
 */
final class ResponseJson {

	/**
	 * Metadata that a hit does not have: the message as the provider's classes have it.
	 */
	static final Set<String> NOT_KEPT = Set.of("anthropic-response");

	// What Spring AI says of messages that are thinking. In 2.0.0 it is JSON, and the
	// thinking is a text like any other.
	private static final Set<String> THINKING = Set.of("thinking", "signature", "data");

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final String ID = "id";

	private static final String MODEL = "model";

	private static final String USAGE = "usage";

	private static final String METADATA = "metadata";

	private static final String GENERATIONS = "generations";

	/** What is in the form of every response that is not only a piece of text. */
	static final String MARK = "\"" + GENERATIONS + "\":[";

	private static final String TEXT = "text";

	private static final String PROPERTIES = "properties";

	private static final String FINISH = "finish";

	private static final String FILTERS = "filters";

	private ResponseJson() {
	}

	/**
	 * Writes a response.
	 * @return a text for a chunk that is nothing else, otherwise an object
	 * @throws IllegalArgumentException if there is something that is not JSON
	 */
	static JsonNode write(ChatResponse response) {
		ObjectNode node = NODES.objectNode();
		ChatResponseMetadata metadata = response.getMetadata();
		putText(node, ID, metadata.getId());
		putText(node, MODEL, metadata.getModel());
		if (hasUsage(metadata.getUsage())) {
			node.set(USAGE, usage(metadata.getUsage()));
		}
		putMembers(node, METADATA, entries(metadata));
		ArrayNode generations = NODES.arrayNode();
		response.getResults().forEach((generation) -> generations.add(write(generation)));
		if (node.isEmpty() && generations.size() == 1 && generations.get(0).size() == 1
				&& generations.get(0).has(TEXT)) {
			return generations.get(0).get(TEXT);
		}
		node.set(GENERATIONS, generations);
		return node;
	}

	/**
	 * Reads a response.
	 * @throws IllegalArgumentException if it is none
	 */
	static ChatResponse read(JsonNode node) {
		if (node.isString()) {
			return new ChatResponse(List.of(new Generation(new AssistantMessage(node.stringValue()))));
		}
		if (!node.path(GENERATIONS).isArray()) {
			throw new IllegalArgumentException("Not a response");
		}
		ChatResponseMetadata.Builder metadata = ChatResponseMetadata.builder()
			.id(node.path(ID).asString(""))
			.model(node.path(MODEL).asString(""));
		if (node.has(USAGE)) {
			metadata.usage(usage(node.path(USAGE)));
		}
		members(node.path(METADATA)).forEach(metadata::keyValue);
		List<Generation> generations = new ArrayList<>();
		node.path(GENERATIONS).forEach((generation) -> generations.add(generation(generation)));
		return new ChatResponse(generations, metadata.build());
	}

	/**
	 * Reads the responses of an array.
	 * @throws IllegalArgumentException if there is anything else in it
	 */
	static List<ChatResponse> readAll(JsonNode array) {
		List<ChatResponse> responses = new ArrayList<>();
		array.forEach((response) -> responses.add(read(response)));
		return responses;
	}

	/**
	 * The JSON of an answer.
	 * @throws IllegalArgumentException if it has none
	 */
	static JsonNode tree(Payload payload) {
		if (payload.format() != Payload.Format.JSON) {
			throw new IllegalArgumentException("The answer is not kept as JSON but as " + payload.format());
		}
		try {
			return MAPPER.readTree(payload.body());
		}
		catch (JacksonException ex) {
			// Without the cause, whose message may have text of an answer in it.
			throw new IllegalArgumentException("Not JSON: " + ex.getClass().getName());
		}
	}

	/**
	 * Whether a response came back as it was, as far as it is kept. The methods of the
	 * classes themselves look at the limits, which are not, and not at the metadata.
	 */
	static boolean same(ChatResponse one, ChatResponse other) {
		ChatResponseMetadata metadata = one.getMetadata();
		ChatResponseMetadata others = other.getMetadata();
		return one.getResults().equals(other.getResults()) && metadata.getId().equals(others.getId())
				&& metadata.getModel().equals(others.getModel()) && entries(metadata).equals(entries(others))
				&& usage(metadata.getUsage()).equals(usage(others.getUsage()));
	}

	static boolean hasUsage(@Nullable Usage usage) {
		return usage != null && !(usage instanceof EmptyUsage);
	}

	private static JsonNode write(Generation generation) {
		AssistantMessage message = generation.getOutput();
		if (message.getClass() != AssistantMessage.class || message.hasToolCalls() || !message.getMedia().isEmpty()) {
			throw new IllegalArgumentException("Not a text");
		}
		ObjectNode node = NODES.objectNode();
		if (message.getText() != null) {
			node.put(TEXT, message.getText());
		}
		Map<String, Object> properties = new HashMap<>(message.getMetadata());
		properties.remove(AbstractMessage.MESSAGE_TYPE);
		if (!Collections.disjoint(properties.keySet(), THINKING)) {
			throw new IllegalArgumentException("Thinking");
		}
		putMembers(node, PROPERTIES, properties);
		ChatGenerationMetadata metadata = generation.getMetadata();
		if (metadata.getFinishReason() != null) {
			node.put(FINISH, metadata.getFinishReason());
		}
		if (!metadata.getContentFilters().isEmpty()) {
			ArrayNode filters = node.putArray(FILTERS);
			metadata.getContentFilters().stream().sorted().forEach(filters::add);
		}
		Map<String, Object> entries = new HashMap<>();
		metadata.entrySet().forEach((entry) -> entries.put(entry.getKey(), entry.getValue()));
		putMembers(node, METADATA, entries);
		return node;
	}

	private static Generation generation(JsonNode node) {
		AssistantMessage message = AssistantMessage.builder()
			.content(node.has(TEXT) ? node.path(TEXT).stringValue() : null)
			.properties(members(node.path(PROPERTIES)))
			.build();
		if (!node.has(FINISH) && !node.has(FILTERS) && !node.has(METADATA)) {
			return new Generation(message);
		}
		Set<String> filters = new LinkedHashSet<>();
		node.path(FILTERS).forEach((filter) -> filters.add(filter.stringValue()));
		return new Generation(message,
				ChatGenerationMetadata.builder()
					.finishReason(node.has(FINISH) ? node.path(FINISH).stringValue() : null)
					.contentFilters(filters)
					.metadata(members(node.path(METADATA)))
					.build());
	}

	private static Map<String, Object> entries(ChatResponseMetadata metadata) {
		Map<String, Object> entries = new HashMap<>();
		for (Map.Entry<String, Object> entry : metadata.entrySet()) {
			if (!NOT_KEPT.contains(entry.getKey())) {
				entries.put(entry.getKey(), entry.getValue());
			}
		}
		return entries;
	}

	private static ArrayNode usage(Usage usage) {
		ArrayNode counts = NODES.arrayNode();
		counts.add(usage.getPromptTokens()).add(usage.getCompletionTokens()).add(usage.getTotalTokens());
		return counts.add(usage.getCacheReadInputTokens()).add(usage.getCacheWriteInputTokens());
	}

	private static Usage usage(JsonNode counts) {
		return new DefaultUsage(counts.path(0).asInt(), counts.path(1).asInt(), counts.path(2).asInt(), null,
				orNull(counts.path(3)), orNull(counts.path(4)));
	}

	private static @Nullable Long orNull(JsonNode count) {
		return count.isNumber() ? Long.valueOf(count.asLong()) : null;
	}

	private static void putText(ObjectNode node, String name, @Nullable String text) {
		if (text != null && !text.isEmpty()) {
			node.put(name, text);
		}
	}

	private static void putMembers(ObjectNode node, String name, Map<String, ?> members) {
		if (!members.isEmpty()) {
			node.set(name, value(members));
		}
	}

	private static JsonNode value(@Nullable Object value) {
		if (value == null) {
			return NODES.nullNode();
		}
		if (value instanceof String text) {
			return NODES.stringNode(text);
		}
		if (value instanceof Boolean flag) {
			return NODES.booleanNode(flag);
		}
		if (value instanceof Integer || value instanceof Long) {
			return NODES.numberNode(((Number) value).longValue());
		}
		if (value instanceof Double number && Double.isFinite(number)) {
			return NODES.numberNode(number.doubleValue());
		}
		if (value instanceof List<?> list) {
			ArrayNode array = NODES.arrayNode();
			list.forEach((item) -> array.add(value(item)));
			return array;
		}
		if (value instanceof Map<?, ?> map) {
			ObjectNode object = NODES.objectNode();
			map.forEach((name, member) -> object.set((String) Objects.requireNonNull(name), value(member)));
			return object;
		}
		throw new IllegalArgumentException("Not JSON: " + value.getClass().getName());
	}

	private static Map<String, Object> members(JsonNode object) {
		Map<String, Object> members = new LinkedHashMap<>();
		object.forEachEntry((name, member) -> members.put(name, value(member)));
		return members;
	}

	private static @Nullable Object value(JsonNode node) {
		if (node.isObject()) {
			return members(node);
		}
		if (node.isArray()) {
			List<@Nullable Object> items = new ArrayList<>();
			node.forEach((item) -> items.add(value(item)));
			return items;
		}
		if (node.isString()) {
			return node.stringValue();
		}
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		if (node.isNumber()) {
			return node.isIntegralNumber() ? (node.canConvertToInt() ? (Object) node.intValue() : node.longValue())
					: (Object) node.doubleValue();
		}
		return null;
	}

}
