package io.github.claudecache.redis;

import java.io.ByteArrayOutputStream;
import java.util.Collection;

import io.github.claudecache.identity.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes the members of a record one after another.
 */
final class RecordWriter {

	private static final int USUAL_SIZE = 1024;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);

	private final JsonGenerator generator;

	RecordWriter() {
		this.generator = EntryRecord.JSON.createGenerator(ObjectWriteContext.empty(), this.bytes);
		this.generator.writeStartObject();
	}

	RecordWriter text(EntryRecord member, @Nullable String text) {
		this.generator.writeName(member.text()).writeString(text);
		return this;
	}

	RecordWriter number(EntryRecord member, long number) {
		this.generator.writeName(member.text()).writeNumber(number);
		return this;
	}

	RecordWriter flag(EntryRecord member, boolean flag) {
		this.generator.writeName(member.text()).writeBoolean(flag);
		return this;
	}

	RecordWriter numbers(EntryRecord member, long... numbers) {
		this.generator.writeName(member.text()).writeStartArray();
		for (long number : numbers) {
			this.generator.writeNumber(number);
		}
		this.generator.writeEndArray();
		return this;
	}

	// In one order, so that an entry is always the same bytes.
	RecordWriter tags(EntryRecord member, Collection<Tag> tags) {
		this.generator.writeName(member.text()).writeStartArray();
		tags.stream().sorted().forEach((tag) -> this.generator.writeString(tag.value()));
		this.generator.writeEndArray();
		return this;
	}

	byte[] end() {
		this.generator.writeEndObject();
		this.generator.close();
		return this.bytes.toByteArray();
	}

}
