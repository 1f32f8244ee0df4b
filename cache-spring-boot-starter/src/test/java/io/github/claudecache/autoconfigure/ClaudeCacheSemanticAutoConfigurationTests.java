package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.embedding.LangChain4jEmbeddings;
import io.github.claudecache.embedding.SpringAiEmbeddings;
import io.github.claudecache.embedding.WordModel;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.testsupport.semantic.NotJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaudeCacheSemanticAutoConfiguration}.
 */
class ClaudeCacheSemanticAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
			ClaudeCacheSemanticAutoConfiguration.class);

	private static final String ASKED = "Does the big Pro plan have single sign on please?";

	private static final String OTHER = "Please does the big Pro plan have single sign on";

	private static final String SPRING_AI = "org.springframework.ai.embedding.EmbeddingModel";

	private static final String LANGCHAIN4J = "dev.langchain4j.model.embedding.EmbeddingModel";

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(ALL)
		.withPropertyValues("claude.cache.semantic.deadline=10s")
		.withUserConfiguration(Cached.class);

	private final ApplicationContextRunner exact = this.plain.withBean(ExactDesk.class);

	private final ApplicationContextRunner guarded = this.plain.withBean(GuardedDesk.class);

	@Test
	void modelOfSpringAiIsUsed() {
		springAi(judged(this.guarded)).run((context) -> {
			assertThat(context).hasSingleBean(SpringAiEmbeddings.class).hasSingleBean(SemanticTier.class);
			assertServesOtherWordings(context);
		});
	}

	@Test
	void modelOfLangChain4jIsUsed() {
		langChain4j(judged(this.guarded)).run((context) -> {
			assertThat(context).hasSingleBean(LangChain4jEmbeddings.class).hasSingleBean(SemanticTier.class);
			assertServesOtherWordings(context);
		});
	}

	@Test
	void modelOfALaterAutoConfigurationIsSeen() {
		judged(this.guarded).withConfiguration(AutoConfigurations.of(ZLateModel.class))
			.run(ClaudeCacheSemanticAutoConfigurationTests::assertServesOtherWordings);
	}

	@Test
	void providerOfTheApplicationWins() {
		Words own = new Words();
		langChain4j(springAi(judged(this.guarded))).withBean("own", EmbeddingProvider.class, () -> own)
			.run((context) -> {
				assertThat(context).getBean(EmbeddingProvider.class).isSameAs(own);
				assertServesOtherWordings(context);
				assertThat(own.calls.get()).isPositive();
			});
	}

	@Test
	void indexAndTierOfTheApplicationWin() {
		SemanticIndex index = SemanticIndex.inMemory(1, 1, InstantSource.system());
		langChain4j(judged(this.guarded)).withBean("own", SemanticIndex.class, () -> index)
			.run((context) -> assertThat(context).getBean(SemanticIndex.class).isSameAs(index));
		SemanticTier tier = new SemanticTier(new Words(), index, new NotJudge(2), SemanticTier.Settings.DEFAULT,
				InstantSource.system(), Patience.system());
		this.guarded.withBean("own", SemanticTier.class, () -> tier).run((context) -> {
			assertThat(context).hasNotFailed().getBean(SemanticTier.class).isSameAs(tier);
			assertThat(context.getBean(GuardedDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
		});
	}

	@Test
	void modelsAreNotCalledUnlessACacheAsks() {
		CountingModel model = new CountingModel();
		judged(this.exact).withBean(dev.langchain4j.model.embedding.EmbeddingModel.class, model::get).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SemanticTier.class);
			assertThat(context.getBean(ExactDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
			assertThat(context.getBean(ExactDesk.class).answer(OTHER).value()).isEqualTo("answer 2");
			assertThat(model.calls).hasValue(0);
		});
	}

	@Test
	void modelIsReadyBeforeTheFirstQuestion() {
		CountingModel model = new CountingModel();
		judged(this.guarded).withBean(dev.langchain4j.model.embedding.EmbeddingModel.class, model::get)
			.run((context) -> assertThat(model.calls).as("getting to know it, and the self-test").hasValue(2));
	}

	@Test
	void modelThatIsAwayDoesNotStopTheStartUp() {
		judged(this.guarded)
			.withBean(dev.langchain4j.model.embedding.EmbeddingModel.class, () -> (UnavailableModel) (segments) -> {
				throw new IllegalStateException("No connection");
			})
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(GuardedDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
				assertThat(context.getBean(GuardedDesk.class).answer(ASKED).provenance().outcome())
					.isEqualTo(Outcome.EXACT);
			});
	}

	@Test
	void withoutAModelAGuardedCacheIsRefused() {
		assertRefused(judged(this.guarded), "there is no embedding model to find them with", SPRING_AI, LANGCHAIN4J,
				EmbeddingProvider.class.getName());
	}

	@Test
	void withoutAJudgeOfItsOwnTheGuardsAndTheScoreDecide() {
		langChain4j(this.guarded).withPropertyValues("claude.cache.semantic.preset=lenient").run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(GuardedJudge.class);
			GuardedDesk desk = context.getBean(GuardedDesk.class);
			desk.answer("Does the Pro plan include SSO?");
			assertThat(desk.answer("Does the Pro plan not include SSO?").provenance().outcome())
				.isEqualTo(Outcome.MISS);
			assertThat(desk.answer("Does the Pro plan include SSO, please?").provenance().outcome())
				.isEqualTo(Outcome.SEMANTIC);
		});
	}

	@Test
	void twoModelsOfALibraryAreRefusedByName() {
		assertRefused(
				judged(this.guarded)
					.withBean("small", dev.langchain4j.model.embedding.EmbeddingModel.class,
							() -> new WordModel().asLangChain4j())
					.withBean("large", dev.langchain4j.model.embedding.EmbeddingModel.class,
							() -> new WordModel().asLangChain4j()),
				"there are several embedding models: ", "small", "large", "@Primary");
		assertRefused(
				judged(this.guarded)
					.withBean("one", org.springframework.ai.embedding.EmbeddingModel.class,
							() -> new WordModel().asSpringAi())
					.withBean("two", org.springframework.ai.embedding.EmbeddingModel.class,
							() -> new WordModel().asSpringAi()),
				"there are several embedding models: ", "one", "two", "@Primary");
	}

	@Test
	void oneModelOfEachLibraryIsRefusedByName() {
		assertRefused(langChain4j(springAi(judged(this.guarded))), "there are several embedding providers: ",
				"claudeCacheSpringAiEmbeddings", "claudeCacheLangChain4jEmbeddings", "@Primary");
	}

	@Test
	void twoModelsOfWhichOneIsPrimaryAreEnough() {
		judged(this.guarded).withUserConfiguration(PrimaryModel.class)
			.run(ClaudeCacheSemanticAutoConfigurationTests::assertServesOtherWordings);
	}

	@Test
	void severalModelsDoNotMatterWhereNoCacheAsks() {
		langChain4j(springAi(this.exact)).run((context) -> assertThat(context).hasNotFailed());
		this.exact.withUserConfiguration(PrimaryModel.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void propertyGoesBeforeTheAnnotation() {
		this.guarded.withPropertyValues("claude.cache.caches.faq.semantic=off").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(GuardedDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
			assertThat(context.getBean(GuardedDesk.class).answer(OTHER).value()).isEqualTo("answer 2");
		});
		assertRefused(this.exact.withPropertyValues("claude.cache.caches.faq.semantic=guarded"),
				"there is no embedding model", SPRING_AI);
		langChain4j(judged(this.exact)).withPropertyValues("claude.cache.caches.faq.semantic=guarded")
			.run((context) -> {
				assertThat(context.getBean(ExactDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
				assertThat(context.getBean(ExactDesk.class).answer(OTHER).value()).isEqualTo("answer 1");
			});
	}

	@Test
	void classMayBeAPropertyAndTheRestInTheAnnotation() {
		langChain4j(judged(this.plain)).withBean(ClasslessDesk.class)
			.withPropertyValues("claude.cache.caches.faq.volatility=reference")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ClasslessDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
				assertThat(context.getBean(ClasslessDesk.class).answer(OTHER).value()).isEqualTo("answer 1");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "claude.cache.enabled=false", "claude.cache.caches.faq.mode=off" })
	void cacheThatIsOffNeedsNoModel(String property) {
		this.guarded.withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(GuardedDesk.class).answer(ASKED).provenance().outcome())
				.isEqualTo(Outcome.BYPASS);
		});
	}

	@Test
	void methodWithoutAMessageIsRefused() {
		ClaudeCacheConfigurationException refusal = refusal(
				langChain4j(judged(this.plain)).withBean(NoMessageDesk.class));
		assertThat(refusal.getDescription()).contains("NoMessageDesk.answer(String)",
				"no parameter of the method is the question");
		assertThat(refusal.getAction()).contains("@CacheMessage", "claude.cache.caches.faq");
	}

	@Test
	void twoMethodsOfACacheThatDisagreeAreRefused() {
		ClaudeCacheConfigurationException refusal = refusal(
				langChain4j(judged(this.guarded)).withBean(ExactDesk.class));
		assertThat(refusal.getDescription()).contains("semantic = OFF", "semantic = GUARDED", "GuardedDesk",
				"ExactDesk");
		assertThat(refusal.getAction()).isEqualTo("Write the same in both.");
	}

	@Test
	void floorAndCandidatesReachTheTier() {
		langChain4j(judged(this.guarded)).withPropertyValues("claude.cache.semantic.floor=1").run((context) -> {
			assertThat(context.getBean(GuardedDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
			assertThat(context.getBean(GuardedDesk.class).answer("Does the big Pro plan have single sign on").value())
				.isEqualTo("answer 2");
		});
		langChain4j(judged(this.guarded)).run((context) -> assertThat(askBesideAVeto(context)).isEqualTo("answer 1"));
		langChain4j(judged(this.guarded)).withPropertyValues("claude.cache.semantic.candidates=1")
			.run((context) -> assertThat(askBesideAVeto(context)).isEqualTo("answer 3"));
	}

	@Test
	void boundsReachTheIndexAndTheProvider() {
		langChain4j(judged(this.guarded)).withPropertyValues("claude.cache.semantic.max-questions=1").run((context) -> {
			GuardedDesk desk = context.getBean(GuardedDesk.class);
			desk.answer(ASKED);
			desk.answer("Where is my parcel");
			assertThat(desk.answer(OTHER).value()).isEqualTo("answer 3");
		});
		langChain4j(judged(this.guarded)).withPropertyValues("claude.cache.semantic.max-tokens=32").run((context) -> {
			GuardedDesk desk = context.getBean(GuardedDesk.class);
			String details = " word".repeat(20);
			desk.answer(ASKED + details);
			assertThat(desk.answer(OTHER + details).value()).isEqualTo("answer 2");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.ai", "dev.langchain4j" })
	void withoutOneLibraryTheOtherIsUsed(String missing) {
		ApplicationContextRunner runner = judged(this.guarded).withClassLoader(new FilteredClassLoader(missing));
		(missing.startsWith("dev") ? springAi(runner) : langChain4j(runner))
			.run(ClaudeCacheSemanticAutoConfigurationTests::assertServesOtherWordings);
	}

	@Test
	void withoutEitherLibraryTheApplicationStarts() {
		FilteredClassLoader neither = new FilteredClassLoader("org.springframework.ai", "dev.langchain4j");
		this.exact.withClassLoader(neither).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(SemanticTier.class);
			assertThat(context.getBean(ExactDesk.class).answer(ASKED).value()).isEqualTo("answer 1");
		});
		judged(this.guarded).withBean(EmbeddingProvider.class, Words::new)
			.withClassLoader(neither)
			.run(ClaudeCacheSemanticAutoConfigurationTests::assertServesOtherWordings);
		assertRefused(judged(this.guarded).withClassLoader(neither), "there is no embedding model", SPRING_AI);
	}

	// The nearest question is vetoed, the next one is right.
	private static String askBesideAVeto(AssertableApplicationContext context) {
		GuardedDesk desk = context.getBean(GuardedDesk.class);
		desk.answer(ASKED);
		desk.answer(ASKED + " Not today, thanks");
		return desk.answer(ASKED + " Today, thanks").value();
	}

	private static void assertServesOtherWordings(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		GuardedDesk desk = context.getBean(GuardedDesk.class);
		assertThat(desk.answer(ASKED).value()).isEqualTo("answer 1");
		ClaudeAnswer<String> other = desk.answer(OTHER);
		assertThat(other.value()).isEqualTo("answer 1");
		assertThat(other.provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(desk.answer("Does the big Pro plan not have single sign on please?").value()).isEqualTo("answer 2");
	}

	private static void assertRefused(ApplicationContextRunner runner, String reason, String... named) {
		ClaudeCacheConfigurationException refusal = refusal(runner);
		assertThat(refusal.getDescription()).startsWith("The cache 'faq' is to serve answers to other wordings")
			.contains(reason);
		assertThat(refusal.getMessage()).contains(named).contains("set claude.cache.caches.faq.semantic=off.");
	}

	private static ClaudeCacheConfigurationException refusal(ApplicationContextRunner runner) {
		Throwable[] found = new Throwable[1];
		runner.run((context) -> {
			assertThat(context).hasFailed();
			Throwable failure = context.getStartupFailure();
			while (!(failure instanceof ClaudeCacheConfigurationException) && failure.getCause() != null) {
				failure = failure.getCause();
			}
			found[0] = failure;
		});
		assertThat(found[0]).isInstanceOf(ClaudeCacheConfigurationException.class);
		return (ClaudeCacheConfigurationException) found[0];
	}

	private static ApplicationContextRunner judged(ApplicationContextRunner runner) {
		return runner.withBean(QuestionJudge.class, () -> new NotJudge(0.9));
	}

	private static ApplicationContextRunner springAi(ApplicationContextRunner runner) {
		return runner.withBean("springAiModel", org.springframework.ai.embedding.EmbeddingModel.class,
				() -> new WordModel().asSpringAi());
	}

	private static ApplicationContextRunner langChain4j(ApplicationContextRunner runner) {
		return runner.withBean("langChain4jModel", dev.langchain4j.model.embedding.EmbeddingModel.class,
				() -> new WordModel().asLangChain4j());
	}

	// Public, so that a proxy of another class loader can extend it.
	public static class GuardedDesk {

		private final AtomicInteger calls = new AtomicInteger();

		@ClaudeCached(name = "faq", volatility = "reference", semantic = Semantic.GUARDED)
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

	public static class ExactDesk {

		private final AtomicInteger calls = new AtomicInteger();

		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

	static class ClasslessDesk {

		private final AtomicInteger calls = new AtomicInteger();

		@ClaudeCached(name = "faq", semantic = Semantic.GUARDED)
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

	static class NoMessageDesk {

		@ClaudeCached(name = "faq", volatility = "reference", semantic = Semantic.GUARDED)
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete("answer");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Cached {

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryModel {

		@Bean
		@Primary
		dev.langchain4j.model.embedding.EmbeddingModel small() {
			return new WordModel().asLangChain4j();
		}

		@Bean
		dev.langchain4j.model.embedding.EmbeddingModel large() {
			return new WordModel().asLangChain4j();
		}

	}

	// By its name it comes behind ours.
	@AutoConfiguration
	static class ZLateModel {

		@Bean
		org.springframework.ai.embedding.EmbeddingModel lateModel() {
			return new WordModel().asSpringAi();
		}

	}

	private interface UnavailableModel extends dev.langchain4j.model.embedding.EmbeddingModel {

		void fail(List<dev.langchain4j.data.segment.TextSegment> segments);

		@Override
		default dev.langchain4j.model.output.Response<List<dev.langchain4j.data.embedding.Embedding>> embedAll(
				List<dev.langchain4j.data.segment.TextSegment> segments) {
			fail(segments);
			throw new AssertionError();
		}

	}

	private static final class CountingModel implements Supplier<dev.langchain4j.model.embedding.EmbeddingModel> {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public dev.langchain4j.model.embedding.EmbeddingModel get() {
			dev.langchain4j.model.embedding.EmbeddingModel model = new WordModel().asLangChain4j();
			return new dev.langchain4j.model.embedding.EmbeddingModel() {

				@Override
				public dev.langchain4j.model.output.Response<List<dev.langchain4j.data.embedding.Embedding>> embedAll(
						List<dev.langchain4j.data.segment.TextSegment> segments) {
					CountingModel.this.calls.incrementAndGet();
					return model.embedAll(segments);
				}

			};
		}

	}

	private static final class Words implements EmbeddingProvider {

		private final AtomicInteger calls = new AtomicInteger();

		private final LangChain4jEmbeddings words = new LangChain4jEmbeddings(new WordModel().asLangChain4j(), 256);

		Words() {
			assertThat(this.words.awaitReady(Duration.ofSeconds(60))).isTrue();
		}

		@Override
		public String identity() {
			return "own";
		}

		@Override
		public CompletionStage<List<Embedding>> embed(List<String> texts) {
			this.calls.incrementAndGet();
			return this.words.embed(texts).thenCompose(CompletableFuture::completedFuture);
		}

	}

}
