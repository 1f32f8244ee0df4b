package io.github.claudecache.aop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Answers that come later, and calls that fail.
 */
class FuturePropagationTests {

	@Test
	void manyCallersAtTheSameTimeMakeOneCall() {
		withDesk((desk, events) -> {
			CompletableFuture<String> pending = desk.give(new CompletableFuture<>());
			List<CompletableFuture<String>> callers = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				callers.add(desk.future("q"));
			}
			assertThat(callers).noneMatch(CompletableFuture::isDone);
			pending.complete("answer");
			callers.forEach((caller) -> assertThat(Eventually.get(caller)).isEqualTo("answer"));
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(events.stored()).isEqualTo(1);
		});
	}

	@Test
	void aFailedFutureReachesTheCallerAsItIsAndNothingIsKept() {
		withDesk((desk, events) -> {
			for (Throwable error : List.of(new IOException("c"), new IllegalStateException("u"),
					new AssertionError("e"))) {
				desk.give(CompletableFuture.failedFuture(error));
				for (String topic : new String[] { "q", null }) {
					AtomicReference<Throwable> seen = new AtomicReference<>();
					desk.future(topic).whenComplete((value, ex) -> seen.set(ex));
					assertThat(seen).hasValue(error);
				}
			}
			assertThat(desk.calls()).isEqualTo(6);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void aCancelledFutureIsCancelledForTheCaller() {
		withDesk((desk, events) -> {
			desk.give(new CompletableFuture<>()).cancel(true);
			assertThat(desk.future("q")).isCancelled();
			assertThat(desk.future(null)).isCancelled();
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void aCallerThatCancelsNeitherCancelsTheCallNorLosesItsAnswer() {
		withDesk((desk, events) -> {
			CompletableFuture<String> pending = desk.give(new CompletableFuture<>());
			desk.future("q").cancel(true);
			assertThat(pending).isNotCancelled();
			pending.complete("answer");
			assertThat(Eventually.get(desk.future("q"))).isEqualTo("answer");
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void aMethodThatReturnsNoFutureIsAFailureThatNamesIt() {
		withDesk((desk, events) -> {
			assertThat(catchThrowable(() -> desk.missing("q").toCompletableFuture().get())).rootCause()
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining(".missing(String)");
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void whatAMethodThrowsReachesTheCallerAsItIs() {
		withDesk((desk, events) -> {
			for (Throwable error : List.of(new IOException("c"), new IllegalStateException("u"),
					new AssertionError("e"), new UnkeyableException(BypassReason.KEY_FAILED, "own"))) {
				assertThat(catchThrowable(() -> desk.fail("q", error))).isSameAs(error);
			}
			assertThat(desk.calls()).isEqualTo(4);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void everySubscriptionIsALookupAndTheMethodRunsOnAMissOnly() {
		withDesk((desk, events) -> {
			Mono<String> mono = desk.mono("q");
			assertThat(desk.calls()).isZero();
			assertThat(mono.contextWrite((context) -> context.put("user", "ann")).block()).isEqualTo("for ann");
			assertThat(mono.block()).isEqualTo("for ann");
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(desk.mono(null).contextWrite((context) -> context.put("user", "bob")).block())
				.isEqualTo("for bob");
		});
	}

	@Test
	void aMonoKeepsTheStopReasonOfAnAnswerWithoutAValue() {
		withDesk((desk, events) -> {
			for (String topic : new String[] { "q", null }) {
				ClaudeAnswer<String> answer = desk.refusing(topic).block();
				assertThat(answer).isNotNull();
				assertThat(answer.stopReason()).isEqualTo(StopReason.REFUSAL);
				assertThat(desk.nothing(topic).blockOptional()).isEmpty();
			}
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void aMonoThatFailsIsNotAskedTwice() {
		withDesk((desk, events) -> {
			for (Throwable error : List.of(new IllegalStateException("u"),
					new UnkeyableException(BypassReason.KEY_FAILED, "own"))) {
				int before = desk.calls();
				assertThat(catchThrowable(() -> desk.failing("q", error).block())).isSameAs(error);
				assertThat(desk.calls()).isEqualTo(before + 1);
			}
			assertThat(events.events(CacheEvent.Bypassed.class)).isEmpty();
		});
	}

	private static void withDesk(BiConsumer<Desk, EventLog> test) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
			.withUserConfiguration(Enabled.class)
			.withBean(EventLog.class)
			.withBean(Desk.class)
			.run((context) -> test.accept(context.getBean(Desk.class), context.getBean(EventLog.class)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Enabled {

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		private final AtomicReference<CompletableFuture<String>> given = new AtomicReference<>();

		int calls() {
			return this.calls.get();
		}

		CompletableFuture<String> give(CompletableFuture<String> future) {
			this.given.set(future);
			return future;
		}

		@ClaudeCached(name = "future", volatility = "reference", trust = true)
		CompletableFuture<String> future(@Nullable String topic) {
			this.calls.incrementAndGet();
			return this.given.get();
		}

		@ClaudeCached(name = "missing", volatility = "reference", trust = true)
		@Nullable CompletionStage<String> missing(String topic) {
			return null;
		}

		@ClaudeCached(name = "fail", volatility = "reference", trust = true)
		String fail(String topic, @CacheIgnore Throwable error) throws Throwable {
			this.calls.incrementAndGet();
			throw error;
		}

		@ClaudeCached(name = "mono", volatility = "reference", trust = true)
		Mono<String> mono(@Nullable String topic) {
			this.calls.incrementAndGet();
			return Mono.deferContextual((context) -> Mono.just("for " + context.get("user")));
		}

		@ClaudeCached(name = "refusing", volatility = "reference")
		Mono<ClaudeAnswer<String>> refusing(@Nullable String topic) {
			return Mono.just(ClaudeAnswer.of(null, StopReason.REFUSAL, "m", Usage.of(1, 2)));
		}

		@ClaudeCached(name = "nothing", volatility = "reference")
		Mono<ClaudeAnswer<String>> nothing(@Nullable String topic) {
			return Mono.empty();
		}

		@ClaudeCached(name = "failing", volatility = "reference", trust = true)
		Mono<String> failing(String topic, @CacheIgnore Throwable error) {
			this.calls.incrementAndGet();
			return Mono.error(error);
		}

	}

}
