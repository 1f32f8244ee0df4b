package io.github.claudecache.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Base64.Encoder;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.store.EntryKey;
import io.lettuce.core.cluster.SlotHash;

/**
 * The names of keys. Tenants and tags appear by their digest only: key names show up in
 * monitors, slow logs and dashboards. The part in braces decides the slot in a cluster:
 * everything of a tenant but the entries shares one. Ledgers stand outside the schema
 * version, so that an invalidation by a newer release reaches an older one.
 */
final class RedisKeys {

	// An entry is in the bucket in which it expires; an index key lives as long as its
	// bucket, so orphans die with it.
	private static final int BUCKETS = 16;

	// Half of a SHA-256. There is a key for each tag, so its name should be short.
	private static final int DIGEST_BYTES = 16;

	private static final Encoder DIGITS = Base64.getUrlEncoder().withoutPadding();

	private static final int EMBEDDER_DIGITS = 8;

	// Every lookup needs the digest of its tenant twice.
	private static final int REMEMBERED_TENANTS = 10_000;

	private final Namespace namespace;

	private final long bucketMillis;

	private final byte[] globalLedger;

	private final LoadingCache<TenantId, String> tenantDigests = Caffeine.newBuilder()
		.maximumSize(REMEMBERED_TENANTS)
		.build((tenant) -> digest(tenant.value()));

	RedisKeys(Namespace namespace, Duration longestTtl) {
		this.namespace = namespace;
		this.globalLedger = Commands.bytes(namespace.prefix() + ":{_}:inv");
		this.bucketMillis = Math.max(1, longestTtl.toMillis() / BUCKETS);
	}

	byte[] ledger(TenantId tenant) {
		return Commands.bytes(this.namespace.prefix() + ":{" + digestOf(tenant) + "}:inv");
	}

	byte[] globalLedger() {
		return this.globalLedger;
	}

	/**
	 * Which life of each server was seen last; beside the global ledger.
	 */
	byte[] lives() {
		return Commands.bytes(this.namespace.prefix() + ":{_}:life");
	}

	/**
	 * What all processes found when they audited a cache.
	 */
	byte[] audit(String cache) {
		return Commands.bytes(this.namespace.versioned() + "a:{" + digest(cache) + "}");
	}

	/**
	 * The lease of an entry, beside it.
	 */
	byte[] lease(EntryKey key) {
		return Commands
			.bytes(this.namespace.versioned() + "l:{" + digestOf(key.tenant()) + ":" + key.fingerprint().value() + "}");
	}

	/**
	 * A key that nothing is kept under.
	 */
	byte[] probe() {
		return Commands.bytes(this.namespace.versioned() + "probe:{_}:" + UUID.randomUUID());
	}

	/**
	 * A key in a slot that nothing is kept under.
	 */
	byte[] probe(int slot) {
		// Some sixteen thousand tries, and done only after trouble.
		for (int i = 0;; i++) {
			byte[] key = Commands.bytes(this.namespace.versioned() + "probe:{" + i + "}");
			if (SlotHash.getSlot(key) == slot) {
				return key;
			}
		}
	}

	/**
	 * What the names of all keys match.
	 */
	String pattern() {
		return this.namespace.prefix() + ":*";
	}

	byte[] entry(EntryKey key) {
		return Commands
			.bytes(this.namespace.versioned() + "e:{" + digestOf(key.tenant()) + ":" + key.fingerprint().value() + "}");
	}

	byte[] index(TenantId tenant, Tag tag, long bucket) {
		return Commands.bytes(tenantPrefix(tenant) + "idx:" + digest(tag.value()) + ":" + bucket);
	}

	byte[] directory(TenantId tenant, long bucket) {
		return Commands.bytes(tenantPrefix(tenant) + "tags:" + bucket);
	}

	byte[] graveyard(TenantId tenant, String nonce) {
		return Commands.bytes(tenantPrefix(tenant) + "gy:" + nonce);
	}

	/**
	 * What tells a partition from others: 32 hexadecimal digits.
	 */
	String digest(Partition partition) {
		return HexFormat.of().formatHex(half(partition.scope().value() + partition.embedder()));
	}

	/**
	 * The field of an entry that has its question with a vector of this embedder.
	 */
	byte[] questionField(Partition partition) {
		return Commands.bytes("q:" + digest(partition.embedder()).substring(0, EMBEDDER_DIGITS));
	}

	/**
	 * The numbered list of the questions of a partition.
	 */
	byte[] questions(Partition partition) {
		return Commands.bytes(tenantPrefix(partition.tenant()) + "q:" + digest(partition));
	}

	/**
	 * The vector set of a partition.
	 */
	byte[] vectors(Partition partition) {
		return Commands.bytes(tenantPrefix(partition.tenant()) + "v:" + digest(partition));
	}

	/**
	 * When the elements of a vector set expire.
	 */
	byte[] vectorExpiries(Partition partition) {
		return Commands.bytes(tenantPrefix(partition.tenant()) + "ve:" + digest(partition));
	}

	long bucket(Instant expires) {
		return expires.toEpochMilli() / this.bucketMillis;
	}

	/**
	 * How long the keys of a bucket are needed: until one bucket after its end.
	 */
	long ttlMillis(long bucket, Instant now) {
		return Math.max(1, (bucket + 2) * this.bucketMillis - now.toEpochMilli());
	}

	/**
	 * The buckets in which entries that are alive now may be.
	 */
	List<Long> liveBuckets(Instant now) {
		List<Long> buckets = new ArrayList<>();
		long first = bucket(now);
		for (long bucket = first; bucket <= first + BUCKETS + 1; bucket++) {
			buckets.add(bucket);
		}
		return buckets;
	}

	private String digestOf(TenantId tenant) {
		return this.tenantDigests.get(tenant);
	}

	private String tenantPrefix(TenantId tenant) {
		return this.namespace.versioned() + "{" + digestOf(tenant) + "}:";
	}

	private static String digest(String text) {
		return DIGITS.encodeToString(half(text));
	}

	private static byte[] half(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return Arrays.copyOf(digest, DIGEST_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
