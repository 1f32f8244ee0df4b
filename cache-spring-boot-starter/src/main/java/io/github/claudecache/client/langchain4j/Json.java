package io.github.claudecache.client.langchain4j;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes what is kept.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private Json() {
	}

	/**
	 * Reads an object.
	 * @throws IllegalArgumentException if the text is not exactly one object
	 */
	static ObjectNode object(String text) {
		try {
			if (MAPPER.readTree(text) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			// Without the cause, whose message may have text of an answer in it.
			throw new IllegalArgumentException("Not JSON: " + ex.getClass().getName());
		}
		throw new IllegalArgumentException("Not an object");
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static String write(JsonNode value) {
		return MAPPER.writeValueAsString(value);
	}

	static JsonNode tree(Object value) {
		return MAPPER.valueToTree(value);
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> map(JsonNode value) {
		return MAPPER.treeToValue(value, Map.class);
	}

	static @Nullable String text(JsonNode object, String member) {
		JsonNode value = object.get(member);
		return (value != null && !value.isNull()) ? value.asString() : null;
	}

	static @Nullable Integer count(JsonNode object, String member) {
		JsonNode value = object.get(member);
		return (value != null && !value.isNull()) ? Integer.valueOf(value.intValue()) : null;
	}

}
