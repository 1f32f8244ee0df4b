package io.github.claudecache.redis;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoredEntry;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads entries. It reads one record type with a mapper of its own: no
 * polymorphic typing, no class names, tight limits. Whatever else the bytes are, they are
 * not an entry.
 */
final class EntryCodec {

	static final int FORMAT = 1;

	private static final int MAX_DEPTH = 8;

	// 64 tags of 256 bytes, the names of factors, and room to spare.
	private static final int MAX_RECORD_BYTES = 64 * 1024;

	private static final int MAX_NUMBER_LENGTH = 24;

	private final Namespace namespace;

	private final int maxBytes;

	private final ObjectWriter writer;

	private final ObjectReader reader;

	EntryCodec(Namespace namespace, int maxBytes) {
		this.namespace = namespace;
		this.maxBytes = maxBytes;
		JsonFactory factory = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_DEPTH)
				.maxNumberLength(MAX_NUMBER_LENGTH)
				.maxStringLength(MAX_RECORD_BYTES)
				.maxDocumentLength(MAX_RECORD_BYTES)
				.build())
			.build();
		JsonMapper mapper = JsonMapper.builder(factory)
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.build();
		this.writer = mapper.writerFor(EntryRecord.class);
		this.reader = mapper.readerFor(EntryRecord.class);
	}

	/**
	 * Writes everything but the body.
	 */
	byte[] encode(StoredEntry entry) {
		CachedAnswer answer = entry.answer();
		Usage usage = answer.usage();
		byte[] bytes = this.writer.writeValueAsBytes(new EntryRecord(FORMAT, this.namespace.versioned(),
				entry.key().tenant().value(), entry.key().fingerprint().value(), entry.scope().value(), entry.cache(),
				entry.card().digests(), answer.tags().stream().map(Tag::value).toList(),
				answer.payload().format().name(), answer.stopReason().name(), answer.model(),
				List.of(usage.inputTokens(), usage.outputTokens(), usage.cacheCreationInputTokens(),
						usage.cacheReadInputTokens()),
				answer.created().toEpochMilli(), entry.expires().toEpochMilli()));
		if (bytes.length > MAX_RECORD_BYTES) {
			throw new IllegalArgumentException(
					"The entry's record has " + bytes.length + " bytes, more than " + MAX_RECORD_BYTES);
		}
		return bytes;
	}

	/**
	 * Writes the body.
	 */
	byte[] encodeBody(StoredEntry entry) {
		byte[] bytes = Commands.bytes(entry.answer().payload().body());
		if (bytes.length > this.maxBytes) {
			throw new IllegalArgumentException("The answer has " + bytes.length + " bytes, more than " + this.maxBytes);
		}
		return bytes;
	}

	/**
	 * Reads an entry.
	 * @throws ForeignEntryException if it belongs to another namespace
	 * @throws RuntimeException if the bytes are not an entry of this format
	 */
	StoredEntry decode(byte[] bytes, byte[] body, Stamp stamp) {
		if (bytes.length > MAX_RECORD_BYTES || body.length > this.maxBytes) {
			throw new IllegalArgumentException("Too long for an entry");
		}
		EntryRecord record;
		try {
			record = this.reader.readValue(bytes);
		}
		catch (StackOverflowError ex) {
			throw new IllegalArgumentException("Nested too deeply for an entry");
		}
		if (record == null || record.v() != FORMAT) {
			throw new IllegalArgumentException("An entry of another format");
		}
		if (!this.namespace.versioned().equals(record.ns())) {
			throw new ForeignEntryException();
		}
		EntryKey key = new EntryKey(new TenantId(record.tn()), new Fingerprint(record.fp()));
		Payload payload = new Payload(Payload.Format.valueOf(record.f()), strictText(body));
		Usage usage = new Usage(record.u().get(0), record.u().get(1), record.u().get(2), record.u().get(3));
		CachedAnswer answer = new CachedAnswer(payload, StopReason.valueOf(record.s()), record.m(), usage,
				Instant.ofEpochMilli(record.cr()), record.t().stream().map(Tag::new).collect(Collectors.toSet()));
		return new StoredEntry(key, record.c(), new Fingerprint(record.sc()),
				new FactorCard(new TreeMap<>(record.fc())), answer, stamp, Instant.ofEpochMilli(record.ex()));
	}

	// A decoder that replaced what is malformed would serve an answer that nobody gave.
	private static String strictText(byte[] body) {
		String text = Commands.text(body);
		if (text.indexOf('\uFFFD') >= 0 && !Arrays.equals(Commands.bytes(text), body)) {
			throw new IllegalArgumentException("The body is not UTF-8");
		}
		return text;
	}

}
