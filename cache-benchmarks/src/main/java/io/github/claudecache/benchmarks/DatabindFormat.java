package io.github.claudecache.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first layout of an entry, as a peer of the present one: six fields, a record that a
 * mapper reads, the card among its members, nothing that ties the fields together.
 */
final class DatabindFormat {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
				DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private static final ObjectWriter WRITER = MAPPER.writerFor(Layout.class);

	private static final ObjectReader READER = MAPPER.readerFor(Layout.class);

	List<byte[]> encode(StoredEntry entry) {
		CachedAnswer answer = entry.answer();
		Usage usage = answer.usage();
		Stamp stamp = entry.stamp();
		FactorCard card = entry.card();
		Layout layout = new Layout(
				1, "claude:resp:v3:", entry.key().tenant().value(), entry.key().fingerprint().value(),
				entry.scope().value(), entry.cache(), (card != null) ? card.digests() : Map.of(),
				answer.tags().stream().map(Tag::value).toList(), answer.payload().format().name(),
				answer.stopReason().name(), answer.model(), List.of(usage.inputTokens(), usage.outputTokens(),
						usage.cacheCreationInputTokens(), usage.cacheReadInputTokens()),
				answer.created().toEpochMilli(), entry.expires().toEpochMilli());
		return List.of(number(stamp.tenantEra()), number(stamp.tenantBorn()), number(stamp.globalEra()),
				number(stamp.globalBorn()), WRITER.writeValueAsBytes(layout),
				answer.payload().body().getBytes(StandardCharsets.UTF_8));
	}

	StoredEntry decode(List<byte[]> fields) {
		Layout layout = READER.readValue(fields.get(4));
		EntryKey key = new EntryKey(new TenantId(layout.tn()), new Fingerprint(layout.fp()));
		Payload payload = new Payload(Payload.Format.valueOf(layout.f()), text(fields.get(5)));
		Usage usage = new Usage(layout.u().get(0), layout.u().get(1), layout.u().get(2), layout.u().get(3));
		CachedAnswer answer = new CachedAnswer(payload, StopReason.valueOf(layout.s()), layout.m(), usage,
				Instant.ofEpochMilli(layout.cr()), layout.t().stream().map(Tag::new).collect(Collectors.toSet()));
		Stamp stamp = new Stamp(number(fields.get(0)), number(fields.get(1)), number(fields.get(2)),
				number(fields.get(3)));
		return new StoredEntry(key, layout.c(), new Fingerprint(layout.sc()),
				new FactorCard(new TreeMap<>(layout.fc())), answer, stamp, Instant.ofEpochMilli(layout.ex()));
	}

	private static byte[] number(long value) {
		return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
	}

	private static long number(byte[] digits) {
		return Long.parseLong(text(digits));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/**
	 * The members of the record.
	 */
	private record Layout(int v, String ns, String tn, String fp, String sc, String c, Map<String, String> fc,
			List<String> t, String f, String s, @Nullable String m, List<Long> u, long cr, long ex) {
	}

}
