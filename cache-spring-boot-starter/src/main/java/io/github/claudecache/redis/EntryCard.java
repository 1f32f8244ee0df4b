package io.github.claudecache.redis;

import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.key.FactorCard;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * The card of an entry as it is kept: a JSON array of the names and digests of the
 * factors in turn. It only explains, so an entry without one, or with one that is too
 * long or cannot be read, is as good as any.
 */
final class EntryCard {

	private static final int MAX_LENGTH = EntryFrame.MAX_RECORD;

	private static final byte[] NONE = new byte[0];

	private EntryCard() {
	}

	static byte[] encode(@Nullable FactorCard card) {
		if (card == null) {
			return NONE;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator generator = EntryRecord.JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
			generator.writeStartArray();
			card.digests().forEach((name, digest) -> generator.writeString(name).writeString(digest));
			generator.writeEndArray();
		}
		return (bytes.size() <= MAX_LENGTH) ? bytes.toByteArray() : NONE;
	}

	static @Nullable FactorCard decode(byte @Nullable [] bytes) {
		if (bytes == null || bytes.length == 0 || bytes.length > MAX_LENGTH) {
			return null;
		}
		SortedMap<String, String> digests = new TreeMap<>();
		try (JsonParser parser = EntryRecord.JSON.createParser(ObjectReadContext.empty(), bytes)) {
			boolean array = parser.nextToken() == JsonToken.START_ARRAY;
			String name = parser.nextStringValue();
			while (name != null) {
				String digest = parser.nextStringValue();
				if (digest == null || digests.put(name, digest) != null) {
					return null;
				}
				name = parser.nextStringValue();
			}
			boolean ended = parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null;
			return (array && ended) ? new FactorCard(digests) : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
