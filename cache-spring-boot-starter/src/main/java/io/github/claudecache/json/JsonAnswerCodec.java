package io.github.claudecache.json;

import java.util.Collection;
import java.util.Map;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.Payload;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps values as JSON. It has a mapper of its own, so the application's settings neither
 * change what is stored nor make it unreadable; there is no polymorphic typing. A value
 * that does not read back equal to itself is refused. Safe for use by many threads.
 *
 * @param <T> the type of the values; it must have value equality
 * @since 0.1.0
 */
public final class JsonAnswerCodec<T> implements AnswerCodec<T> {

	// Anything missing, unknown or surplus means that the value was written for another
	// shape of the type.
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
				DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
				DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
		// The offset and the zone of a time are part of the answer.
		.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
		.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
		.build();

	private final ObjectWriter writer;

	private final ObjectReader reader;

	private JsonAnswerCodec(JavaType type) {
		this.writer = MAPPER.writerFor(type);
		this.reader = MAPPER.readerFor(type);
	}

	/**
	 * A codec for a type.
	 * @param <T> the type of the values
	 * @param type the type with its generic arguments
	 * @return the codec
	 */
	public static <T> JsonAnswerCodec<T> of(java.lang.reflect.Type type) {
		return new JsonAnswerCodec<>(MAPPER.constructType(type));
	}

	@Override
	public Payload encode(T value) {
		Payload payload = Payload.json(this.writer.writeValueAsString(value));
		if (!isSame(value, decode(payload))) {
			throw new IllegalArgumentException(
					"A value of " + value.getClass().getName() + " does not read back equal to itself");
		}
		return payload;
	}

	@Override
	public T decode(Payload payload) {
		if (payload.format() != Payload.Format.JSON) {
			throw new IllegalArgumentException("The answer is not kept as JSON but as " + payload.format());
		}
		T value = this.reader.readValue(payload.body());
		if (value == null) {
			throw new IllegalArgumentException("The answer is null");
		}
		return value;
	}

	// Written as the declared type, a subclass loses what it adds, and the equals that it
	// inherits may not see that. A collection may be of another class.
	private static boolean isSame(Object value, Object copy) {
		return value.equals(copy)
				&& (value.getClass() == copy.getClass() || value instanceof Collection || value instanceof Map);
	}

}
