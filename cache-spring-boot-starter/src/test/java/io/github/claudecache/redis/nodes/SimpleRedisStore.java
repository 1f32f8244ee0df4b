package io.github.claudecache.redis.nodes;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoreStatus;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.store.TagCount;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;

/**
 * Entries on Redis and nothing that decides about them: what the controls have in common.
 */
abstract class SimpleRedisStore implements AnswerStore {

	static final Standing ALWAYS = new Standing(new LedgerView(-1, 0, 0), new LedgerView(-1, 0, 0));

	private final RedisClient client;

	private final RedisCommands<String, String> redis;

	SimpleRedisStore(int port) {
		this.client = RedisClient.create("redis://localhost:" + port);
		this.redis = this.client.connect().sync();
	}

	/**
	 * Whether an entry with these marks may be served.
	 */
	abstract boolean serves(Map<String, String> entry);

	/**
	 * What to keep with an entry that is stored now.
	 */
	abstract Map<String, String> marks(TenantId tenant, Set<Tag> tags, String key);

	abstract void invalidated(InvalidationScope scope, Set<Tag> tags);

	final RedisCommands<String, String> redis() {
		return this.redis;
	}

	@Override
	public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
		Map<String, String> fields = this.redis.hgetall(name(key));
		if (fields.isEmpty() || !serves(fields)) {
			return CompletableFuture.completedStage(Reading.empty(ALWAYS));
		}
		Set<Tag> carried = List.of(fields.get("tags").split(" ")).stream().map(Tag::new).collect(Collectors.toSet());
		Instant created = Instant.ofEpochMilli(Long.parseLong(fields.get("created")));
		CachedAnswer answer = new CachedAnswer(new Payload(Payload.Format.TEXT, fields.get("body")),
				StopReason.END_TURN, null, Usage.NONE, created, carried);
		return CompletableFuture.completedStage(Reading.of(new StoredEntry(key, "faq", new Fingerprint("0".repeat(64)),
				new FactorCard(new TreeMap<>()), answer, new Stamp(-1, 0, -1, 0), created.plusSeconds(3600)), ALWAYS));
	}

	@Override
	public CompletionStage<Reading> capture(EntryKey key, Set<Tag> tags) {
		return read(key, tags);
	}

	@Override
	public CompletionStage<Standing> check(TenantId tenant, Set<Tag> tags) {
		return CompletableFuture.completedStage(ALWAYS);
	}

	@Override
	public CompletionStage<StoreOutcome> store(StoredEntry entry) {
		Set<Tag> tags = entry.answer().tags();
		Map<String, String> fields = new TreeMap<>(marks(entry.key().tenant(), tags, name(entry.key())));
		fields.put("body", entry.answer().payload().body());
		fields.put("created", Long.toString(entry.answer().created().toEpochMilli()));
		fields.put("tags", tags.stream().map(Tag::value).collect(Collectors.joining(" ")));
		this.redis.hset(name(entry.key()), fields);
		return CompletableFuture.completedStage(StoreOutcome.STORED);
	}

	@Override
	public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
		invalidated(scope, tags);
		return CompletableFuture.completedStage(new Invalidation(Invalidation.Status.APPLIED, scope, tags, 1, -1, false,
				Invalidation.NO_REPLICAS_ASKED));
	}

	@Override
	public CompletionStage<List<TagCount>> tags(TenantId tenant, int limit) {
		return CompletableFuture.completedStage(List.of());
	}

	@Override
	public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
		return CompletableFuture.completedStage(List.of());
	}

	@Override
	public CompletionStage<TagCount> count(TenantId tenant, Tag tag) {
		return CompletableFuture.completedStage(new TagCount(tag, 0));
	}

	@Override
	public StoreStatus status() {
		return new StoreStatus("control", true, true, "wrong on purpose");
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

	/**
	 * The names under which a tag of a scope is kept; no tag is a tag of its own.
	 */
	static List<String> names(String kind, InvalidationScope scope, Collection<Tag> tags) {
		String reach = (scope instanceof InvalidationScope.OneTenant one) ? one.tenant().value() : "*";
		return tags.isEmpty() ? List.of(kind + ":" + reach + ":all")
				: tags.stream().map((tag) -> kind + ":" + reach + ":" + tag.value()).toList();
	}

	private static String name(EntryKey key) {
		return "e:" + key.tenant().value() + ":" + key.fingerprint().value();
	}

}
