package io.github.claudecache.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.claudecache.actuate.ClaudeCacheHealthIndicator;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.SemanticJudge;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.testsupport.semantic.WordVectors;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An embedder or a judge that has gone wrong does not serve anything, and health says so.
 */
class SemanticSelfTestTests {

	private static final String ASKED = "Does the Pro plan include SSO?";

	private static final String OTHER = "Does the Pro plan include SSO, please?";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
				ClaudeCacheSemanticAutoConfiguration.class, ClaudeCacheHealthContributorAutoConfiguration.class))
		.withUserConfiguration(Cached.class)
		.withBean(Desk.class);

	@Test
	void whatWorksIsUsed() {
		embedding((vector) -> vector).run((context) -> {
			assertThat(outcomeOfOtherWording(context)).isEqualTo(Outcome.SEMANTIC);
			assertThat(health(context).getDetails()).containsEntry("state", "serving").doesNotContainKey("semantic");
		});
	}

	@Test
	void oneVectorForEverythingIsNoticed() {
		float[] always = new float[512];
		always[0] = 1;
		assertClosed(embedding((vector) -> always), "no nearer to");
	}

	@Test
	void vectorsOfAnotherLengthAreNoticed() {
		assertClosed(embedding((vector) -> {
			float[] doubled = vector.clone();
			for (int i = 0; i < doubled.length; i++) {
				doubled[i] *= 2;
			}
			return doubled;
		}), "have not length one but 2.00");
	}

	@Test
	void vectorsOfNoMeaningAreNoticed() {
		AtomicInteger turn = new AtomicInteger();
		assertClosed(embedding((vector) -> {
			float[] any = new float[512];
			any[turn.getAndIncrement() % 512] = 1;
			return any;
		}), "no nearer to");
	}

	@Test
	void aJudgeWithoutGuardsIsNoticed() {
		assertClosed(
				embedding((vector) -> vector).withBean(QuestionJudge.class,
						() -> new GuardedJudge(new SemanticJudge(List.of(), EquivalenceScorer.standard(), 0.1))),
				"the judge serves the answer to");
	}

	@Test
	void aJudgeThatServesNothingIsNoticed() {
		assertClosed(
				embedding((vector) -> vector).withBean(QuestionJudge.class,
						() -> new GuardedJudge(new SemanticJudge(List.of(), EquivalenceScorer.standard(), 1))),
				"for 0 of 6 plain rewordings");
	}

	@Test
	void whoKnowsBetterSwitchesItOff() {
		float[] always = new float[512];
		always[0] = 1;
		embedding((vector) -> always).withPropertyValues("claude.cache.semantic.self-test=false")
			.run((context) -> assertThat(health(context).getDetails()).containsEntry("state", "serving"));
	}

	@Test
	void aModelThatIsAwayAtTheStartIsTestedLater() {
		AtomicInteger calls = new AtomicInteger();
		WordVectors words = new WordVectors();
		EmbeddingProvider awayOnce = new EmbeddingProvider() {

			@Override
			public String identity() {
				return "away once";
			}

			@Override
			public CompletionStage<List<Embedding>> embed(List<String> texts) {
				return (calls.getAndIncrement() == 0)
						? CompletableFuture.failedFuture(new IllegalStateException("Not there")) : words.embed(texts);
			}

		};
		this.runner.withBean(EmbeddingProvider.class, () -> awayOnce).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(health(context).getDetails()).containsEntry("state", "degraded")
				.hasEntrySatisfying("semantic",
						(why) -> assertThat(why).asString().contains("could not be run", "Not there"));
		});
	}

	private void assertClosed(ApplicationContextRunner runner, String why) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(outcomeOfOtherWording(context)).isEqualTo(Outcome.MISS);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).containsEntry("state", "degraded")
				.hasEntrySatisfying("semantic", (reason) -> assertThat(reason).asString().contains(why));
		});
	}

	private static Outcome outcomeOfOtherWording(AssertableApplicationContext context) {
		Desk desk = context.getBean(Desk.class);
		desk.answer(ASKED);
		assertThat(desk.answer(ASKED).provenance().outcome()).isEqualTo(Outcome.EXACT);
		return desk.answer(OTHER).provenance().outcome();
	}

	private static Health health(AssertableApplicationContext context) {
		return context.getBean(ClaudeCacheHealthIndicator.class).health();
	}

	private ApplicationContextRunner embedding(UnaryOperator<float[]> change) {
		WordVectors words = new WordVectors();
		return this.runner.withBean(EmbeddingProvider.class, () -> new EmbeddingProvider() {

			@Override
			public String identity() {
				return "changed words";
			}

			@Override
			public CompletionStage<List<Embedding>> embed(List<String> texts) {
				return words.embed(texts)
					.thenApply((embeddings) -> embeddings.stream()
						.map((embedding) -> new Embedding(change.apply(embedding.vector()), false))
						.toList());
			}

		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Cached {

	}

	// Public, so that a proxy of another class loader can extend it.
	public static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		@ClaudeCached(name = "faq", volatility = "reference", semantic = Semantic.GUARDED)
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

}
