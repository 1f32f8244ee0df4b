package io.github.claudecache.autoconfigure;

import java.time.InstantSource;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.ClaudeCacheMarker;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.SelfTest;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for answers to other wordings of a question. It comes last, so that
 * it sees the embedding models that others configure. None of its beans does anything
 * until a cache asks for it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ClaudeCacheAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnBean(ClaudeCacheMarker.class)
@Import({ SpringAiEmbeddingConfiguration.class, LangChain4jEmbeddingConfiguration.class })
public final class ClaudeCacheSemanticAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SemanticIndex claudeCacheSemanticIndex(ClaudeCacheProperties properties, WrittenProperties written,
			AnswerStore store, ObjectProvider<SharedStores> shared, QuestionJudge judge) {
		ClaudeCacheProperties.OtherWordings settings = properties.semantic();
		IndexType type = settings.index();
		SharedStores stores = shared.getIfAvailable();
		SemanticIndex index = (type != IndexType.MEMORY && stores != null) ? stores.index(store, type, judge) : null;
		if (index != null) {
			return index;
		}
		if (type == IndexType.FOLLOWING || type == IndexType.VECTOR_SETS) {
			throw written.failure(KnownProperty.SEMANTIC_INDEX, KnownProperty.ANY_KEY,
					"The answers are not kept on Redis.", "auto or memory",
					"Set claude.cache.store=redis, or set it to 'auto'.");
		}
		return SemanticIndex.inMemory(settings.maxPartitions(), settings.maxQuestions(), InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	QuestionJudge claudeCacheQuestionJudge(ClaudeCacheProperties properties) {
		return GuardedJudge.standard(properties.semantic().preset());
	}

	@Bean
	SemanticStart claudeCacheSemanticStart(ClaudeCache cache, ObjectProvider<EmbeddingProvider> embedder,
			ObjectProvider<QuestionJudge> judge, ObjectProvider<SemanticSelfTest> selfTest) {
		return new SemanticStart(cache, embedder, judge, selfTest);
	}

	@Bean
	@ConditionalOnSingleCandidate(EmbeddingProvider.class)
	@ConditionalOnProperty(name = "claude.cache.semantic.self-test", matchIfMissing = true)
	SemanticSelfTest claudeCacheSemanticSelfTest(EmbeddingProvider embedder, QuestionJudge judge) {
		return new SemanticSelfTest(new SelfTest(embedder, judge));
	}

	@Bean
	@ConditionalOnSingleCandidate(EmbeddingProvider.class)
	@ConditionalOnMissingBean
	SemanticTier claudeCacheSemanticTier(EmbeddingProvider embedder, SemanticIndex index, QuestionJudge judge,
			ClaudeCacheProperties properties, ObjectProvider<SemanticSelfTest> selfTest) {
		ClaudeCacheProperties.OtherWordings settings = properties.semantic();
		SemanticTier.Gate open = () -> null;
		SemanticTier.Gate gate = selfTest.getIfAvailable();
		return new SemanticTier(embedder, index, judge,
				new SemanticTier.Settings(settings.candidates(), settings.floor(), settings.deadline()),
				InstantSource.system(), Patience.system())
			.behind((gate != null) ? gate : open);
	}

}
