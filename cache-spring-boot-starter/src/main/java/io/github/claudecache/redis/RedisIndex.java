package io.github.claudecache.redis;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoredEntry;
import io.lettuce.core.protocol.AsyncCommand;

/**
 * Which entries carry a tag, in Redis Sets. Never asked whether an entry may be served:
 * losing a set costs memory until the entry expires, nothing else.
 */
final class RedisIndex {

	// Per step of a sweep: small enough not to hold up other clients.
	private static final int SWEPT_AT_ONCE = 128;

	private static final long GRAVEYARD_SECONDS = 3600;

	private static final String ENTRY_TAG_PREFIX = "entry:";

	private final CommandSink sink;

	private final RedisKeys keys;

	private final InstantSource clock;

	RedisIndex(CommandSink sink, RedisKeys keys, InstantSource clock) {
		this.sink = sink;
		this.keys = keys;
		this.clock = clock;
	}

	CompletableFuture<Long> add(StoredEntry entry) {
		TenantId tenant = entry.key().tenant();
		long bucket = this.keys.bucket(entry.expires());
		List<byte[]> indexKeys = new ArrayList<>();
		List<byte[]> arguments = new ArrayList<>();
		indexKeys.add(this.keys.directory(tenant, bucket));
		arguments.add(Commands.bytes(entry.key().fingerprint().value()));
		arguments.add(Commands.bytes(Long.toString(this.keys.ttlMillis(bucket, this.clock.instant()))));
		for (Tag tag : entry.answer().tags()) {
			if (!isEntryTag(tag)) {
				indexKeys.add(this.keys.index(tenant, tag, bucket));
				arguments.add(Commands.bytes(tag.value()));
			}
		}
		return RedisScript.INDEX.integer(this.sink, indexKeys, arguments);
	}

	/**
	 * The tags of a tenant's entries.
	 */
	CompletableFuture<Set<Tag>> tags(TenantId tenant, int limit) {
		List<AsyncCommand<byte[], byte[], List<byte[]>>> replies = this.keys.liveBuckets(this.clock.instant())
			.stream()
			.map((bucket) -> Commands.srandmember(this.keys.directory(tenant, bucket), limit))
			.toList();
		return all(replies).thenApply((members) -> {
			Set<Tag> tags = new LinkedHashSet<>();
			members.forEach((member) -> tags.add(new Tag(Commands.text(member))));
			return tags;
		});
	}

	/**
	 * Some of the entries that carry a tag, dead ones among them.
	 */
	CompletableFuture<Set<EntryKey>> entries(TenantId tenant, Tag tag, int limit) {
		if (isEntryTag(tag)) {
			return CompletableFuture.completedFuture(
					Set.of(new EntryKey(tenant, new Fingerprint(tag.value().substring(ENTRY_TAG_PREFIX.length())))));
		}
		List<AsyncCommand<byte[], byte[], List<byte[]>>> replies = this.keys.liveBuckets(this.clock.instant())
			.stream()
			.map((bucket) -> Commands.srandmember(this.keys.index(tenant, tag, bucket), limit))
			.toList();
		return all(replies).thenApply((members) -> {
			Set<EntryKey> entries = new HashSet<>();
			members.forEach((member) -> entries.add(new EntryKey(tenant, new Fingerprint(Commands.text(member)))));
			return entries;
		});
	}

	/**
	 * About how many entries carry a tag: dead ones are counted until they are swept.
	 */
	CompletableFuture<Long> count(TenantId tenant, Tag tag) {
		List<AsyncCommand<byte[], byte[], Long>> sizes = this.keys.liveBuckets(this.clock.instant())
			.stream()
			.map((bucket) -> Commands.scard(this.keys.index(tenant, tag, bucket)))
			.toList();
		this.sink.send(List.copyOf(sizes));
		return CompletableFuture.allOf(sizes.toArray(CompletableFuture[]::new))
			.thenApply((done) -> sizes.stream().mapToLong(AsyncCommand::join).sum());
	}

	/**
	 * Gives back the memory of what an invalidation has voided, bucket by bucket. Each
	 * set is renamed away first, so entries stored meanwhile go into a new one. Stopping
	 * anywhere loses nothing but memory, until it expires.
	 */
	CompletableFuture<Void> sweep(TenantId tenant, Tag tag, long era, long stamp) {
		CompletableFuture<Void> swept = CompletableFuture.completedFuture(null);
		for (long bucket : this.keys.liveBuckets(this.clock.instant())) {
			swept = swept.thenCompose((done) -> sweep(tenant, tag, bucket, era, stamp));
		}
		return swept;
	}

	private CompletableFuture<Void> sweep(TenantId tenant, Tag tag, long bucket, long era, long stamp) {
		byte[] grave = this.keys.graveyard(tenant, UUID.randomUUID().toString());
		AsyncCommand<byte[], byte[], Long> rename = Commands.renameIfAbsent(this.keys.index(tenant, tag, bucket),
				grave);
		AsyncCommand<byte[], byte[], Long> expire = Commands.expire(grave, GRAVEYARD_SECONDS);
		this.sink.send(List.of(rename, expire));
		return rename.toCompletableFuture()
			.handle((renamed, error) -> (error != null) ? CompletableFuture.<Void>completedFuture(null)
					: reapAll(tenant, tag, bucket, grave, era, stamp))
			.thenCompose((next) -> next);
	}

	private CompletableFuture<Void> reapAll(TenantId tenant, Tag tag, long bucket, byte[] grave, long era, long stamp) {
		AsyncCommand<byte[], byte[], List<byte[]>> some = Commands.spop(grave, SWEPT_AT_ONCE);
		this.sink.send(List.of(some));
		return some.toCompletableFuture().thenCompose((members) -> {
			if (members.isEmpty()) {
				return CompletableFuture.completedFuture(null);
			}
			CompletableFuture<?>[] reaped = members.stream()
				.map((member) -> reap(tenant, tag, bucket, member, era, stamp))
				.toArray(CompletableFuture[]::new);
			return CompletableFuture.allOf(reaped)
				.thenCompose((done) -> reapAll(tenant, tag, bucket, grave, era, stamp));
		});
	}

	private CompletableFuture<Long> reap(TenantId tenant, Tag tag, long bucket, byte[] member, long era, long stamp) {
		EntryKey key = new EntryKey(tenant, new Fingerprint(Commands.text(member)));
		return RedisScript.REAP
			.integer(this.sink, List.of(this.keys.entry(key)),
					List.of(Commands.bytes(Long.toString(era)), Commands.bytes(Long.toString(stamp))))
			.thenCompose((outcome) -> (outcome != 2) ? CompletableFuture.completedFuture(outcome)
					: RedisScript.INDEX.integer(this.sink,
							List.of(this.keys.directory(tenant, bucket), this.keys.index(tenant, tag, bucket)),
							List.of(member,
									Commands.bytes(Long.toString(this.keys.ttlMillis(bucket, this.clock.instant()))),
									Commands.bytes(tag.value()))));
	}

	private CompletableFuture<List<byte[]>> all(List<AsyncCommand<byte[], byte[], List<byte[]>>> replies) {
		this.sink.send(List.copyOf(replies));
		return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
			.thenApply((done) -> replies.stream().flatMap((reply) -> reply.join().stream()).toList());
	}

	// Each entry has a tag of its own, which needs no set to be found.
	private static boolean isEntryTag(Tag tag) {
		return tag.value().startsWith(ENTRY_TAG_PREFIX) && tag.value().length() == ENTRY_TAG_PREFIX.length() + 64;
	}

}
