package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.claudecache.AnswerCall;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.Eventually;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * One of several processes that share a Redis, with everything but the process.
 */
final class TestNode implements AutoCloseable {

	static final TenantId ACME = new TenantId("acme");

	/** For tests that are not about it: a busy machine is not a broken Redis. */
	static final BreakerSettings PATIENT = new BreakerSettings(true, 5, Duration.ofSeconds(1));

	static final Namespace NAMESPACE = new Namespace("nodes", 3);

	private final RedisAnswerStore store;

	private final ClaudeCache cache;

	private final AtomicInteger calls = new AtomicInteger();

	private TestNode(RedisAnswerStore store, ClaudeCache cache) {
		this.store = store;
		this.cache = cache;
	}

	static TestNode at(int port) {
		return at(port, settings());
	}

	static TestNode at(int port, RedisSettings settings) {
		return at(port, NAMESPACE, settings, (builder) -> builder);
	}

	static TestNode at(int port, Namespace namespace, RedisSettings settings,
			UnaryOperator<ClaudeCacheBuilder> customizer) {
		TestNode node = unawaited(port, namespace, settings, customizer);
		node.awaitAvailable();
		return node;
	}

	static TestNode unawaited(int port, Namespace namespace, RedisSettings settings,
			UnaryOperator<ClaudeCacheBuilder> customizer) {
		RedisAnswerStore store = new RedisAnswerStore(connector(port), namespace, settings, InstantSource.system());
		ClaudeCacheBuilder builder = ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).store(store);
		return new TestNode(store, customizer.apply(builder).build());
	}

	static TestNode withLeases(int port, Duration term) {
		return withLeases(connector(port), settings(), term);
	}

	static TestNode withLeases(LettuceConnector connector, RedisSettings settings, Duration term) {
		RedisAnswerStore store = new RedisAnswerStore(connector, NAMESPACE, settings, InstantSource.system());
		TestNode node = new TestNode(store,
				ClaudeCache.builder()
					.caches(CacheDefinition.of("faq", "static"))
					.store(store)
					.leases(store.leases(), term)
					.build());
		node.awaitAvailable();
		return node;
	}

	static TestNode of(LettuceConnector connector) {
		RedisAnswerStore store = new RedisAnswerStore(connector, NAMESPACE, settings(), InstantSource.system());
		TestNode node = new TestNode(store,
				ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).store(store).build());
		node.awaitAvailable();
		return node;
	}

	static LettuceConnector connector(int port) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory("localhost", port);
		return LettuceConnector.like(factory);
	}

	static RedisSettings settings() {
		return settings(0, OnRestart.VOID);
	}

	static RedisSettings settings(int replicas, OnRestart onRestart) {
		return new RedisSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofDays(7), Duration.ofDays(8),
				1 << 20, 32 * 1024, replicas, onRestart, PATIENT);
	}

	RedisAnswerStore store() {
		return this.store;
	}

	ClaudeCache cache() {
		return this.cache;
	}

	/**
	 * How often this node asked Claude.
	 */
	int calls() {
		return this.calls.get();
	}

	/**
	 * Asks; if nothing is served, Claude answers with the given text.
	 */
	ClaudeAnswer<String> ask(String question, String text, String... tags) {
		return ask(question, () -> ClaudeAnswer.complete(text), tags);
	}

	<E extends Throwable> ClaudeAnswer<String> ask(String question, AnswerCall<String, E> call, String... tags)
			throws E {
		return this.cache.answer(request(question, tags), () -> {
			this.calls.incrementAndGet();
			return call.call();
		});
	}

	/**
	 * How an answer comes about now.
	 */
	Outcome outcome(String question, String... tags) {
		return ask(question, "asked again", tags).provenance().outcome();
	}

	Invalidation invalidate(String... tags) {
		return this.cache.invalidate(ACME, tags);
	}

	void awaitAvailable() {
		Eventually.holds("Redis is available", () -> this.store.status().available());
	}

	void awaitAway() {
		Eventually.holds("Redis is not available", () -> !this.store.status().available());
	}

	static ClaudeRequest request(String question, String... tags) {
		return ClaudeRequest.builder("faq", ACME).message(question).tags(tags).build();
	}

	@Override
	public void close() {
		this.store.close();
	}

}
