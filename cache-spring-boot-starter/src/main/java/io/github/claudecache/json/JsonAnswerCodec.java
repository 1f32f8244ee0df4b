package io.github.claudecache.json;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.Payload;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

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
	// shape of the type. Sets keep their order and dates their zone, so that an answer
	// looks the same whether it was kept or not. A class is never named by what is read,
	// even if an annotation of the application says so.
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.addModule(new SimpleModule().addAbstractTypeMapping(Set.class, LinkedHashSet.class))
		.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
		.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
		.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
				DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
				DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
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
		T copy = decode(payload);
		// The order of a set is not part of its equality.
		if (!isSame(value, copy) || !payload.body().equals(this.writer.writeValueAsString(copy))) {
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
