package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.claudecache.AnswerCall;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.semantic.NotJudge;
import io.github.claudecache.testsupport.semantic.WordVectors;

/**
 * One of several processes that share a Redis and answer other wordings, with everything
 * but the process.
 */
final class WordingNode implements AutoCloseable {

	static final String CACHE = "faq";

	private final RedisAnswerStore store;

	private final SemanticIndex index;

	private final ClaudeCache cache;

	private final EventLog events = new EventLog();

	private final WordVectors embedder = new WordVectors();

	private final AtomicInteger calls = new AtomicInteger();

	/**
	 * Creates a node.
	 * @param view what the cache sees of the store
	 */
	WordingNode(LettuceConnector connector, Namespace namespace, SharedIndexSettings settings,
			UnaryOperator<AnswerStore> view) {
		this.store = new RedisAnswerStore(connector, namespace, TestNode.settings(), InstantSource.system());
		NotJudge judge = new NotJudge(0.9);
		this.index = this.store.semanticIndex(settings, judge::prepare);
		AnswerStore seen = view.apply(this.store);
		this.cache = ClaudeCache.builder()
			.caches(CacheDefinition.of(CACHE, "static").with(Semantic.GUARDED))
			.store(seen)
			.listeners(List.of(this.events))
			.semantic(new SemanticTier(this.embedder, this.index, judge,
					new SemanticTier.Settings(5, 0.5, Duration.ofSeconds(20)), InstantSource.system(),
					Patience.system()))
			.build();
	}

	static WordingNode at(int port, SharedIndexSettings.Kind kind) {
		return at(port, TestNode.NAMESPACE, new SharedIndexSettings(kind, 100, 1000));
	}

	static WordingNode at(int port, Namespace namespace, SharedIndexSettings settings) {
		WordingNode node = new WordingNode(TestNode.connector(port), namespace, settings, (store) -> store);
		node.awaitAvailable();
		return node;
	}

	void awaitAvailable() {
		Eventually.holds("Redis is available", () -> this.store.status().available());
	}

	void awaitAway() {
		Eventually.holds("Redis is not available", () -> !this.store.status().available());
	}

	ClaudeAnswer<String> ask(String question, String text, String... tags) {
		return ask(TestNode.ACME, question, () -> ClaudeAnswer.complete(text), tags);
	}

	<E extends Throwable> ClaudeAnswer<String> ask(TenantId tenant, String question, AnswerCall<String, E> call,
			String... tags) throws E {
		return this.cache.answer(ClaudeRequest.builder(CACHE, tenant).message(question).tags(tags).build(), () -> {
			this.calls.incrementAndGet();
			return call.call();
		});
	}

	/**
	 * How often this node asked Claude.
	 */
	int calls() {
		return this.calls.get();
	}

	ClaudeCache cache() {
		return this.cache;
	}

	RedisAnswerStore store() {
		return this.store;
	}

	SemanticIndex index() {
		return this.index;
	}

	EventLog events() {
		return this.events;
	}

	@Override
	public void close() {
		this.store.close();
	}

}
