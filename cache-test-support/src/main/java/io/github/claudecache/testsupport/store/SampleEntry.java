package io.github.claudecache.testsupport.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
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

/**
 * Makes entries without a cache.
 */
final class SampleEntry {

	static final Duration TTL = Duration.ofHours(24);

	private SampleEntry() {
	}

	static EntryKey key(TenantId tenant, String question) {
		return new EntryKey(tenant, fingerprint(tenant + "/" + question));
	}

	static Set<Tag> tags(String... tags) {
		return Arrays.stream(tags).map(Tag::new).collect(Collectors.toSet());
	}

	static StoredEntry of(EntryKey key, Stamp stamp, Instant now, String text, String... tags) {
		Set<Tag> all = tags(tags);
		all.add(Tag.ofEntry(key.fingerprint()));
		CachedAnswer answer = new CachedAnswer(Payload.text(text), StopReason.END_TURN, "claude", Usage.of(12, 34), now,
				all);
		FactorCard card = new FactorCard(new TreeMap<>(Map.of("message", key.fingerprint().value().substring(0, 16))));
		return new StoredEntry(key, "faq", fingerprint("scope"), card, answer, stamp, now.plus(TTL));
	}

	private static Fingerprint fingerprint(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return new Fingerprint(HexFormat.of().formatHex(digest));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
