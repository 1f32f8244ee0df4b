package io.github.claudecache.json;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.request.FactorValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON as canonical values. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class FactorValues {

	private static final int MAX_DEPTH = 64;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
		.build();

	private FactorValues() {
	}

	/**
	 * Reads JSON. Numbers keep the text they are written with; the order of an object's
	 * members does not matter.
	 * @param json one JSON value
	 * @return the canonical value
	 * @throws IllegalArgumentException if the text is not exactly one JSON value, names a
	 * member twice, or is nested deeper than 64 levels
	 */
	public static FactorValue parse(String json) {
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
			JsonToken first = parser.nextToken();
			if (first == null) {
				throw new IllegalArgumentException("There is no JSON value");
			}
			FactorValue value = value(parser, first);
			if (parser.nextToken() != null) {
				throw new IllegalArgumentException("There is more than one JSON value");
			}
			return value;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("Not canonical JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	private static FactorValue value(JsonParser parser, JsonToken token) {
		return switch (token) {
			case START_OBJECT -> members(parser);
			case START_ARRAY -> items(parser);
			case VALUE_STRING -> FactorValue.of(parser.getString());
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new FactorValue.Decimal(parser.getString());
			case VALUE_TRUE -> FactorValue.of(true);
			case VALUE_FALSE -> FactorValue.of(false);
			case VALUE_NULL -> FactorValue.Null.INSTANCE;
			default -> throw new IllegalArgumentException("Unexpected " + token);
		};
	}

	private static FactorValue members(JsonParser parser) {
		SortedMap<String, FactorValue> members = new TreeMap<>();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			members.put(name, value(parser, parser.nextToken()));
		}
		return new FactorValue.Members(members);
	}

	private static FactorValue items(JsonParser parser) {
		List<FactorValue> items = new ArrayList<>();
		JsonToken token = parser.nextToken();
		while (token != JsonToken.END_ARRAY) {
			items.add(value(parser, token));
			token = parser.nextToken();
		}
		return FactorValue.listOf(items);
	}

}
