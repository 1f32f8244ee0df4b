package io.github.claudecache.redis;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

	private static final String ENTRY_TAG_PREFIX = "entry:";

	// A member has the bytes of a fingerprint, half as many as its digits. There is one
	// for each tag of each entry.
	private static final HexFormat HEX = HexFormat.of();

	private final CommandSink sink;

	private final RedisKeys keys;

	private final InstantSource clock;

	RedisIndex(CommandSink sink, RedisKeys keys, InstantSource clock) {
		this.sink = sink;
		this.keys = keys;
		this.clock = clock;
	}

	CompletableFuture<Long> add(StoredEntry entry) {
		return add(entry.key().tenant(), this.keys.bucket(entry.expires()),
				HEX.parseHex(entry.key().fingerprint().value()), entry.answer().tags());
	}

	CompletableFuture<Long> add(TenantId tenant, long bucket, byte[] fingerprint, Collection<Tag> tags) {
		List<byte[]> indexKeys = new ArrayList<>();
		List<byte[]> arguments = new ArrayList<>();
		indexKeys.add(this.keys.directory(tenant, bucket));
		arguments.add(fingerprint);
		arguments.add(Commands.number(this.keys.ttlMillis(bucket, this.clock.instant())));
		for (Tag tag : tags) {
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
			members.forEach((member) -> entries.add(key(tenant, member)));
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

	private CompletableFuture<List<byte[]>> all(List<AsyncCommand<byte[], byte[], List<byte[]>>> replies) {
		this.sink.send(List.copyOf(replies));
		return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
			.thenApply((done) -> replies.stream().flatMap((reply) -> reply.join().stream()).toList());
	}

	/**
	 * The entry that a member of a set stands for.
	 */
	static EntryKey key(TenantId tenant, byte[] member) {
		return new EntryKey(tenant, new Fingerprint(HEX.formatHex(member)));
	}

	// Each entry has a tag of its own, which needs no set to be found.
	static boolean isEntryTag(Tag tag) {
		return tag.value().startsWith(ENTRY_TAG_PREFIX) && tag.value().length() == ENTRY_TAG_PREFIX.length() + 64;
	}

}
