package io.github.claudecache.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.verifier.ClaudeJudge;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Verifiers of the application and of properties are asked in the grey zone; what they
 * lack is said at the start-up.
 */
class SemanticVerifierConfigurationTests {

	// All guards pass, but one question says more.
	private static final String OTHER = "How do I renew a library card quickly in the branch downtown?";

	private final ApplicationContextRunner runner = OtherWordings.application()
		.withPropertyValues("claude.cache.semantic.verifier.from=0");

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
		OtherWordings.assertOutcome(runner, OTHER, expected);
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

}
