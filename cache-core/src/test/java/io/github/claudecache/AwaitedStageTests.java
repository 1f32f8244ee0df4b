package io.github.claudecache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that begins once its end is waited for.
 */
class AwaitedStageTests {

	private final List<CacheEvent> events = new ArrayList<>();

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "reference"))
		.listeners(List.of(this.events::add))
		.build();

	@Test
	void anAnswerThatIsThereAtOnceIsHandedInBeforeTheCallGoesOn() {
		List<Boolean> stored = new ArrayList<>();
		CompletableFuture<ClaudeAnswer<String>> end = new CompletableFuture<>();
		CompletableFuture<ClaudeAnswer<String>> answer = ask(end, () -> {
			end.complete(ClaudeAnswer.complete("1"));
			stored.add(this.events.stream().anyMatch(CacheEvent.Stored.class::isInstance));
		});
		assertThat(answer.join().value()).isEqualTo("1");
		assertThat(stored).containsExactly(true);
	}

	@Test
	void aHitBeginsNothing() {
		ask(CompletableFuture.completedFuture(ClaudeAnswer.complete("1")), () -> {
		}).join();
		List<String> begun = new ArrayList<>();
		assertThat(ask(new CompletableFuture<>(), () -> begun.add("again")).join().value()).isEqualTo("1");
		assertThat(begun).isEmpty();
	}

	@Test
	void aCallThatCannotBeginFailsForItsCallerAndKeepsNobodyWaiting() {
		IllegalStateException failure = new IllegalStateException("cannot begin");
		assertThat(ask(new CompletableFuture<>(), () -> {
			throw failure;
		})).failsWithin(Duration.ZERO).withThrowableThat().withCause(failure);
		assertThat(ask(CompletableFuture.completedFuture(ClaudeAnswer.complete("2")), () -> {
		}).join().value()).isEqualTo("2");
	}

	@Test
	void aCallThatGivesNoStageDoesNotBegin() {
		List<String> begun = new ArrayList<>();
		assertThat(this.cache.answerAsync(request(), AnswerCodec.text(), new AwaitedStage<String>() {

			@Override
			public CompletionStage<ClaudeAnswer<String>> get() {
				throw new IllegalStateException("no stage");
			}

			@Override
			public void begin() {
				begun.add("begun");
			}

		})).isCompletedExceptionally();
		assertThat(begun).isEmpty();
	}

	private CompletableFuture<ClaudeAnswer<String>> ask(CompletableFuture<ClaudeAnswer<String>> end, Runnable begin) {
		return this.cache.answerAsync(request(), AnswerCodec.text(), new AwaitedStage<String>() {

			@Override
			public CompletionStage<ClaudeAnswer<String>> get() {
				return end;
			}

			@Override
			public void begin() {
				begin.run();
			}

		});
	}

	private static ClaudeRequest request() {
		return ClaudeRequest.builder("faq", TenantId.DEFAULT).message("q").build();
	}

}
