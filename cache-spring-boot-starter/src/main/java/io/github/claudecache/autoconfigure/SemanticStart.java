package io.github.claudecache.autoconfigure;

import java.time.Duration;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.embedding.ModelEmbeddings;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.QuestionJudge;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Lets the embedding model and the judge's files be loaded and tested before the first
 * question is asked, if there is a cache that needs it. A model that does not answer
 * delays the start-up, but does not stop it.
 */
final class SemanticStart implements SmartInitializingSingleton {

	private static final String FIRST_QUESTION = "Is everything there?";

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ClaudeCache cache;

	private final ObjectProvider<EmbeddingProvider> embedder;

	private final ObjectProvider<QuestionJudge> judge;

	private final ObjectProvider<SemanticSelfTest> selfTest;

	SemanticStart(ClaudeCache cache, ObjectProvider<EmbeddingProvider> embedder, ObjectProvider<QuestionJudge> judge,
			ObjectProvider<SemanticSelfTest> selfTest) {
		this.cache = cache;
		this.embedder = embedder;
		this.judge = judge;
		this.selfTest = selfTest;
	}

	// Behind the CachedMethods, which define the caches of annotations first.
	@Override
	public void afterSingletonsInstantiated() {
		boolean needed = this.cache.definitions().stream().anyMatch(SemanticStart::asksForIt);
		if (needed) {
			this.judge.ifUnique((unique) -> unique.prepare(FIRST_QUESTION).complete());
		}
		if (!needed || this.embedder.getIfUnique() instanceof ModelEmbeddings model && !model.awaitReady(LIMIT)) {
			return;
		}
		this.selfTest.ifAvailable((test) -> test.await(LIMIT));
	}

	static boolean asksForIt(CacheDefinition definition) {
		return definition.semantic() != Semantic.OFF && definition.mode() != CacheMode.OFF;
	}

}
