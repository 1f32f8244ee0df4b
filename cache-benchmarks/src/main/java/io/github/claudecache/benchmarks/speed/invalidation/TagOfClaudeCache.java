package io.github.claudecache.benchmarks.speed.invalidation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.benchmarks.speed.server.ClaudeApplication;
import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A tag of this cache, invalidated through the service that an application uses.
 */
final class TagOfClaudeCache implements Voiding {

	// So many stores are on their way at a time.
	private static final int IN_FLIGHT = 256;

	private static final TenantId TENANT = TenantId.DEFAULT;

	private static final Tag TAG = new Tag("policy:returns");

	private static final Set<Tag> TAGS = Set.of(TAG, Tag.ofCache("faq"));

	private static final Payload BODY = Payload.text("Yes, within thirty days, at our cost. ".repeat(3));

	private static final Duration TTL = Duration.ofDays(1);

	private final MeasuredRedis redis;

	private final ConfigurableApplicationContext context;

	private final AnswerStore store;

	private final TagInvalidationService service;

	private long sizeWhenCleared;

	TagOfClaudeCache(MeasuredRedis redis) {
		this.redis = redis;
		this.context = ClaudeApplication.start(redis, Map.of(), (context) -> {
		});
		this.store = this.context.getBean(AnswerStore.class);
		this.service = this.context.getBean(TagInvalidationService.class);
	}

	@Override
	public String name() {
		return ClaudeApplication.SIDE;
	}

	@Override
	public void fill(int entries) {
		Stamp stamp = this.store.capture(key(0), TAGS).toCompletableFuture().join().standing().capture();
		Instant now = Instant.now();
		CachedAnswer answer = new CachedAnswer(BODY, StopReason.END_TURN, "claude-sonnet-4-5", Usage.NONE, now, TAGS);
		FactorCard card = new FactorCard(new TreeMap<>(Map.of("message", "0123456789abcdef")));
		Semaphore free = new Semaphore(IN_FLIGHT);
		AtomicReference<@Nullable Object> problem = new AtomicReference<>();
		for (int i = 0; i < entries && problem.get() == null; i++) {
			free.acquireUninterruptibly();
			EntryKey key = key(i);
			CompletableFuture<StoreOutcome> stored = this.store
				.store(new StoredEntry(key, "faq", key.fingerprint(), card, answer, stamp, now.plus(TTL)))
				.toCompletableFuture();
			stored.whenComplete((outcome, error) -> {
				if (outcome != StoreOutcome.STORED) {
					problem.set((error != null) ? error : outcome);
				}
				free.release();
			});
		}
		free.acquireUninterruptibly(IN_FLIGHT);
		if (problem.get() != null) {
			throw new IllegalStateException("An entry could not be stored: " + problem.get());
		}
		this.sizeWhenCleared = this.redis.size() - entries;
	}

	@Override
	public boolean invalidate() {
		return this.service.invalidate(TENANT, TAG).applied();
	}

	@Override
	public boolean cleared() {
		return this.redis.size() <= this.sizeWhenCleared;
	}

	@Override
	public void require(boolean valid) {
		EntryKey key = key(0);
		boolean served = this.store.read(key, TAGS)
			.toCompletableFuture()
			.join()
			.objection(key, Instant.now(), TTL) == null;
		if (served != valid) {
			throw new IllegalStateException(
					"An entry is " + (served ? "served after" : "not served before") + " the invalidation of its tag");
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static EntryKey key(int i) {
		return new EntryKey(TENANT, new Fingerprint(String.format("%064x", i)));
	}

}
