package io.github.claudecache.autoconfigure;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.annotation.ClaudeCacheMarker;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.judgement.GreyZone;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.SemanticJudge;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.guard.SemanticGuard;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.judgement.SelfTest;
import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.verifier.ClaudeJudge;

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
import org.springframework.core.annotation.Order;

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
@Import({ SpringAiEmbeddingConfiguration.class, LangChain4jEmbeddingConfiguration.class,
		CrossEncoderConfiguration.class })
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
	EquivalenceScorer claudeCacheEquivalenceScorer() {
		return EquivalenceScorer.standard();
	}

	@Bean
	@ConditionalOnMissingBean
	QuestionJudge claudeCacheQuestionJudge(ClaudeCacheProperties properties, WrittenProperties written,
			ObjectProvider<SemanticGuard> guards, EquivalenceScorer scorer, ObjectProvider<AnswerVerifier> verifiers) {
		boolean verified = verifiers.stream().findAny().isPresent();
		return new GuardedJudge(new SemanticJudge(guards(guards.orderedStream().toList()), scorer, verified
				? greyZone(properties.semantic(), written) : GreyZone.none(properties.semantic().preset().bar())));
	}

	@Bean
	@Order(1)
	@ConditionalOnMissingBean
	@ConditionalOnProperty("claude.cache.semantic.judge.enabled")
	ClaudeJudge claudeCacheClaudeJudge(ClaudeCacheProperties properties, WrittenProperties written) {
		ClaudeCacheProperties.OtherWordings.Judge judge = properties.semantic().judge();
		if (judge.apiKey() == null || judge.apiKey().isBlank()) {
			throw written.failure(KnownProperty.SEMANTIC_JUDGE_API_KEY, KnownProperty.ANY_KEY,
					"The judge is to be asked, but has no key.", "a key of the Messages API",
					"Set it, or set claude.cache.semantic.judge.enabled=false.");
		}
		return new ClaudeJudge(URI.create(judge.baseUrl()), judge.apiKey(), judge.model(),
				properties.semantic().verifier().deadline(), judge.maxConcurrent());
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
			ClaudeCacheProperties properties, ObjectProvider<SemanticSelfTest> selfTest,
			ObjectProvider<AnswerVerifier> verifiers) {
		ClaudeCacheProperties.OtherWordings settings = properties.semantic();
		SemanticTier.Gate open = () -> null;
		SemanticTier.Gate gate = selfTest.getIfAvailable();
		ClaudeCacheProperties.OtherWordings.Verifier asking = settings.verifier();
		List<AnswerVerifier> asked = verifiers.orderedStream().toList();
		SemanticTier tier = new SemanticTier(embedder, index, judge,
				new SemanticTier.Settings(settings.candidates(), settings.floor(), settings.deadline()),
				InstantSource.system(), Patience.system())
			.behind((gate != null) ? gate : open);
		return asked.isEmpty() ? tier : tier.verifiedBy(asked, asking.deadline(), asking.remembered());
	}

	private static GreyZone greyZone(ClaudeCacheProperties.OtherWordings settings, WrittenProperties written) {
		double bar = settings.preset().bar();
		if (settings.verifier().from() > bar) {
			throw written.failure(KnownProperty.SEMANTIC_VERIFIER_FROM, KnownProperty.ANY_KEY,
					String.format(Locale.ROOT, "The preset serves from a score of %.3f on without asking.", bar),
					"a number, 0 to the score of the preset", "Lower it, or take a stricter preset.");
		}
		return new GreyZone(settings.verifier().from(), bar);
	}

	private static List<SemanticGuard> guards(List<SemanticGuard> own) {
		try {
			return Guards.standardWith(own);
		}
		catch (IllegalArgumentException ex) {
			throw new ClaudeCacheConfigurationException(ex.getMessage() + ".",
					"Give each bean of " + SemanticGuard.class.getName() + " a name of its own.");
		}
	}

}
