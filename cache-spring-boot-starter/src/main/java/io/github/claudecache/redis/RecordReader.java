package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.identity.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads the members of a record one after another. Every method fails with an
 * {@link IllegalArgumentException} or a {@link tools.jackson.core.JacksonException} if
 * what comes next is anything else.
 */
final class RecordReader implements AutoCloseable {

	private final JsonParser parser;

	RecordReader(EntryFrame frame) {
		this.parser = EntryRecord.JSON.createParser(ObjectReadContext.empty(), frame.bytes(), EntryFrame.RECORD,
				frame.recordLength());
		require(this.parser.nextToken() == JsonToken.START_OBJECT);
	}

	String text(EntryRecord member) {
		name(member);
		return text(this.parser.nextToken());
	}

	@Nullable String textOrNull(EntryRecord member) {
		name(member);
		JsonToken token = this.parser.nextToken();
		return (token != JsonToken.VALUE_NULL) ? text(token) : null;
	}

	long number(EntryRecord member) {
		name(member);
		return number();
	}

	boolean flag(EntryRecord member) {
		name(member);
		JsonToken token = this.parser.nextToken();
		require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE);
		return token == JsonToken.VALUE_TRUE;
	}

	long[] numbers(EntryRecord member, int count) {
		name(member);
		require(this.parser.nextToken() == JsonToken.START_ARRAY);
		long[] numbers = new long[count];
		for (int i = 0; i < count; i++) {
			numbers[i] = number();
		}
		require(this.parser.nextToken() == JsonToken.END_ARRAY);
		return numbers;
	}

	Set<Tag> tags(EntryRecord member) {
		name(member);
		require(this.parser.nextToken() == JsonToken.START_ARRAY);
		List<Tag> tags = new ArrayList<>();
		JsonToken token = this.parser.nextToken();
		while (token != JsonToken.END_ARRAY) {
			tags.add(new Tag(text(token)));
			require(tags.size() <= AdmissionPolicy.MAX_TAGS);
			token = this.parser.nextToken();
		}
		// Fails if there are two of the same.
		return Set.of(tags.toArray(Tag[]::new));
	}

	void end() {
		require(this.parser.nextToken() == JsonToken.END_OBJECT && this.parser.nextToken() == null);
	}

	@Override
	public void close() {
		this.parser.close();
	}

	private void name(EntryRecord member) {
		require(this.parser.nextName(member.text()));
	}

	private String text(@Nullable JsonToken token) {
		require(token == JsonToken.VALUE_STRING);
		return this.parser.getString();
	}

	private long number() {
		require(this.parser.nextToken() == JsonToken.VALUE_NUMBER_INT);
		return this.parser.getLongValue();
	}

	private static void require(boolean expected) {
		if (!expected) {
			throw new IllegalArgumentException("Not the record of an entry");
		}
	}

}
