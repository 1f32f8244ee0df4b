package io.github.claudecache.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.testsupport.semantic.WordVectors;
import io.github.claudecache.verifier.ClaudeJudge;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Verifiers of the application and of properties are asked in the grey zone; what they
 * lack is said at the start-up.
 */
class SemanticVerifierConfigurationTests {

	private static final String ASKED = "How do I renew a library card?";

	// All guards pass, but one question says more.
	private static final String OTHER = "How do I renew a library card quickly in the branch downtown?";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ClaudeCacheAutoConfiguration.class, ClaudeCacheSemanticAutoConfiguration.class))
		.withUserConfiguration(Cached.class)
		.withBean(EmbeddingProvider.class, WordVectors::new)
		.withBean(Desk.class)
		.withPropertyValues("claude.cache.semantic.self-test=false", "claude.cache.semantic.verifier.from=0");

	@Test
	void aVerifierOfTheApplicationHasTheWordInTheGreyZone() {
		assertOutcome(this.runner, Outcome.MISS);
		assertOutcome(this.runner.withBean(AnswerVerifier.class, () -> saying(true)), Outcome.SEMANTIC);
		assertOutcome(this.runner.withBean(AnswerVerifier.class, () -> saying(false)), Outcome.MISS);
	}

	@Test
	void theJudgeIsMadeOnlyIfItIsEnabledAndNeedsAKey() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ClaudeJudge.class));
		this.runner
			.withPropertyValues("claude.cache.semantic.judge.enabled=true", "claude.cache.semantic.judge.api-key=key")
			.run((context) -> assertThat(context).hasSingleBean(ClaudeJudge.class));
		this.runner.withPropertyValues("claude.cache.semantic.judge.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("claude.cache.semantic.judge.api-key")
				.hasMessageContaining("has no key"));
	}

	@Test
	void aZoneThatBeginsAboveTheBarIsRefused() {
		this.runner.withBean(AnswerVerifier.class, () -> saying(true))
			.withPropertyValues("claude.cache.semantic.verifier.from=0.99")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("claude.cache.semantic.verifier.from"));
	}

	@Test
	void filesOfACrossEncoderAreCheckedAtTheStart() {
		this.runner
			.withPropertyValues("claude.cache.semantic.cross-encoder.model=/nowhere/model.onnx",
					"claude.cache.semantic.cross-encoder.tokenizer=/nowhere/tokenizer.json")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("/nowhere/model.onnx' is not a file"));
		this.runner.withPropertyValues("claude.cache.semantic.cross-encoder.model=/nowhere/model.onnx")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("claude.cache.semantic.cross-encoder.tokenizer"));
	}

	@Test
	void withoutTheLibrariesOfACrossEncoderTheApplicationStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("ai.onnxruntime", "ai.djl"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void assertOutcome(ApplicationContextRunner runner, Outcome expected) {
		runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.answer(ASKED);
			assertThat(desk.answer(OTHER).provenance().outcome()).isEqualTo(expected);
		});
	}

	private static AnswerVerifier saying(boolean verdict) {
		return new AnswerVerifier() {

			@Override
			public String name() {
				return "always";
			}

			@Override
			public CompletionStage<Boolean> verify(Candidate candidate) {
				return CompletableFuture.completedFuture(verdict);
			}

		};
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
