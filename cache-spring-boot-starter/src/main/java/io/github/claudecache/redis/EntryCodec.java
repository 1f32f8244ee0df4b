package io.github.claudecache.redis;

import java.time.Instant;
import java.util.Set;

import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Writes and reads entries, without their cards. Whatever else the bytes are, they are
 * not an entry.
 */
final class EntryCodec {

	private final String namespace;

	private final int maxBytes;

	private final int deflateAbove;

	/**
	 * Creates a codec.
	 * @param namespace the namespace of what is written, and of all that is read
	 * @param maxBytes how many bytes an answer may have
	 * @param deflateAbove how many bytes an answer may have without being deflated
	 */
	EntryCodec(Namespace namespace, int maxBytes, int deflateAbove) {
		this.namespace = namespace.versioned();
		this.maxBytes = maxBytes;
		this.deflateAbove = deflateAbove;
	}

	/**
	 * How many bytes an entry may have.
	 */
	int maxLength() {
		return this.maxBytes + EntryFrame.MAX_OVERHEAD;
	}

	/**
	 * Writes an entry.
	 * @throws RuntimeException if an entry of it could not be read
	 */
	byte[] encode(StoredEntry entry) {
		CachedAnswer answer = entry.answer();
		if (answer.tags().size() > AdmissionPolicy.MAX_TAGS) {
			throw new IllegalArgumentException("The entry has " + answer.tags().size() + " tags");
		}
		EntryBody body = EntryBody.of(answer.payload().body(), this.maxBytes, this.deflateAbove);
		Stamp stamp = entry.stamp();
		Usage usage = answer.usage();
		byte[] record = new RecordWriter().number(EntryRecord.FORMAT, EntryRecord.VERSION)
			.text(EntryRecord.NAMESPACE, this.namespace)
			.text(EntryRecord.TENANT, entry.key().tenant().value())
			.text(EntryRecord.FINGERPRINT, entry.key().fingerprint().value())
			.text(EntryRecord.SCOPE, entry.scope().value())
			.numbers(EntryRecord.STAMP, stamp.tenantEra(), stamp.tenantBorn(), stamp.globalEra(), stamp.globalBorn())
			.number(EntryRecord.CREATED, answer.created().toEpochMilli())
			.number(EntryRecord.EXPIRES, entry.expires().toEpochMilli())
			.text(EntryRecord.CACHE, entry.cache())
			.tags(EntryRecord.TAGS, answer.tags())
			.text(EntryRecord.STOP_REASON, answer.stopReason().name())
			.text(EntryRecord.MODEL, answer.model())
			.numbers(EntryRecord.USAGE, usage.inputTokens(), usage.outputTokens(), usage.cacheCreationInputTokens(),
					usage.cacheReadInputTokens())
			.text(EntryRecord.PAYLOAD, answer.payload().format().name())
			.number(EntryRecord.BODY_LENGTH, body.length())
			.flag(EntryRecord.DEFLATED, body.deflated())
			.end();
		return EntryFrame.of(record, body.bytes()).bytes();
	}

	/**
	 * Reads an entry.
	 * @throws ForeignEntryException if it belongs to another namespace
	 * @throws IllegalArgumentException if the bytes are not an entry of this format
	 */
	StoredEntry decode(byte[] bytes) {
		if (bytes.length > maxLength()) {
			throw new IllegalArgumentException("Too long for an entry");
		}
		EntryFrame frame = EntryFrame.open(bytes);
		try (RecordReader record = new RecordReader(frame)) {
			return read(record, frame);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("Not the record of an entry", ex);
		}
	}

	private StoredEntry read(RecordReader record, EntryFrame frame) {
		if (record.number(EntryRecord.FORMAT) != EntryRecord.VERSION) {
			throw new IllegalArgumentException("An entry of another format");
		}
		if (!record.text(EntryRecord.NAMESPACE).equals(this.namespace)) {
			throw new ForeignEntryException();
		}
		TenantId tenant = new TenantId(record.text(EntryRecord.TENANT));
		EntryKey key = new EntryKey(tenant, new Fingerprint(record.text(EntryRecord.FINGERPRINT)));
		Fingerprint scope = new Fingerprint(record.text(EntryRecord.SCOPE));
		long[] stamp = record.numbers(EntryRecord.STAMP, 4);
		Instant created = Instant.ofEpochMilli(record.number(EntryRecord.CREATED));
		Instant expires = Instant.ofEpochMilli(record.number(EntryRecord.EXPIRES));
		String cache = record.text(EntryRecord.CACHE);
		Set<Tag> tags = record.tags(EntryRecord.TAGS);
		StopReason stopReason = StopReason.valueOf(record.text(EntryRecord.STOP_REASON));
		@Nullable String model = record.textOrNull(EntryRecord.MODEL);
		long[] usage = record.numbers(EntryRecord.USAGE, 4);
		Payload.Format format = Payload.Format.valueOf(record.text(EntryRecord.PAYLOAD));
		long length = record.number(EntryRecord.BODY_LENGTH);
		boolean deflated = record.flag(EntryRecord.DEFLATED);
		record.end();
		Payload payload = new Payload(format, EntryBody.text(frame, length, deflated, this.maxBytes));
		CachedAnswer answer = new CachedAnswer(payload, stopReason, model,
				new Usage(usage[0], usage[1], usage[2], usage[3]), created, tags);
		return new StoredEntry(key, cache, scope, null, answer, new Stamp(stamp[0], stamp[1], stamp[2], stamp[3]),
				expires);
	}

}
