package io.github.claudecache.client.anthropic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes the texts of the Messages API. Numbers keep their digits.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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

	static ArrayNode array() {
		return MAPPER.createArrayNode();
	}

	static String write(JsonNode value) {
		return MAPPER.writeValueAsString(value);
	}

	/**
	 * Reads bytes as UTF-8.
	 * @throws IllegalArgumentException if they are not: what would be replaced could not
	 * be replayed
	 */
	static String text(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("Not UTF-8", ex);
		}
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * The text of a member.
	 * @return the text; empty if there is none
	 */
	static String text(JsonNode object, String member) {
		return object.path(member).asString("");
	}

	/**
	 * Whether a member says something.
	 */
	static boolean has(JsonNode object, String member) {
		JsonNode value = object.get(member);
		return value != null && !value.isNull();
	}

}
