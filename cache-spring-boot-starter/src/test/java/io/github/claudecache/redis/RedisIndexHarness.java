package io.github.claudecache.redis;

import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.MutableClock;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.semantic.NotJudge;
import io.github.claudecache.testsupport.semantic.SharedSemanticIndexHarness;

/**
 * The index on a Redis as two processes have it.
 */
final class RedisIndexHarness implements SharedSemanticIndexHarness {

	private final MutableClock clock = new MutableClock(Instant.now());

	private final RedisProcess redis;

	private final RedisAnswerStore store;

	private final RedisAnswerStore otherStore;

	private final SemanticIndex index;

	private final SemanticIndex other;

	/**
	 * Creates a harness.
	 * @param redis is emptied
	 */
	RedisIndexHarness(RedisProcess redis, SharedIndexSettings settings) {
		this.redis = redis;
		redis.command("FLUSHALL");
		NotJudge judge = new NotJudge(0.9);
		this.store = store();
		this.otherStore = store();
		this.index = this.store.semanticIndex(settings, judge::prepare);
		this.other = this.otherStore.semanticIndex(settings, judge::prepare);
	}

	private RedisAnswerStore store() {
		RedisAnswerStore store = new RedisAnswerStore(TestNode.connector(this.redis.port()), TestNode.NAMESPACE,
				TestNode.settings(), this.clock);
		Eventually.holds("Redis is available", () -> store.status().available());
		return store;
	}

	@Override
	public SemanticIndex index() {
		return this.index;
	}

	@Override
	public SemanticIndex other() {
		return this.other;
	}

	@Override
	public MutableClock clock() {
		return this.clock;
	}

	// Questions and vectors are kept beside answers.
	@Override
	public void keepAnswer(TenantId tenant, Fingerprint entry, Instant expires) {
		EntryKey key = new EntryKey(tenant, entry);
		Set<Tag> tags = Set.of(Tag.ofEntry(entry));
		Reading capture = Eventually.get(this.store.capture(key, tags));
		Eventually.get(this.store
			.store(new StoredEntry(key, "faq", new Fingerprint("a".repeat(64)), new FactorCard(new TreeMap<>()),
					CachedAnswer.of(AnswerDraft.complete("An answer."), this.clock.instant(), tags),
					capture.standing().capture(), expires)));
	}

	@Override
	public void loseEverything() {
		this.redis.command("FLUSHALL");
	}

	@Override
	public void close() {
		this.store.close();
		this.otherStore.close();
	}

}
