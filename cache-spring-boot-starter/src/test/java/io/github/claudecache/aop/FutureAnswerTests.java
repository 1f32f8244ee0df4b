package io.github.claudecache.aop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a caller gets from a method that returns a future.
 */
class FutureAnswerTests {

	@Test
	void aCompletableFutureAndAStageAreServedFromTheCache() {
		run((context, desk) -> {
			desk.answerWith(CompletableFuture.completedFuture(ClaudeAnswer.complete("a")));
			for (Supplier<CompletionStage<ClaudeAnswer<String>>> call : List
				.<Supplier<CompletionStage<ClaudeAnswer<String>>>>of(() -> desk.future("q"), () -> desk.stage("q"))) {
				assertThat(Eventually.get(call.get()).provenance().hit()).isFalse();
				ClaudeAnswer<String> hit = Eventually.get(call.get());
				assertThat(hit.value()).isEqualTo("a");
				assertThat(hit.provenance().outcome()).isEqualTo(Outcome.EXACT);
			}
			assertThat(desk.calls()).isEqualTo(2);
		});
	}

	@Test
	void twoHundredCallersAtATimeMakeOneCall() {
		run((context, desk) -> {
			CompletableFuture<ClaudeAnswer<String>> model = new CompletableFuture<>();
			desk.answerWith(model);
			List<CompletableFuture<ClaudeAnswer<String>>> answers = new ArrayList<>();
			ExecutorService threads = Executors.newFixedThreadPool(16);
			try {
				CountDownLatch asked = new CountDownLatch(200);
				for (int i = 0; i < 200; i++) {
					answers.add(CompletableFuture.supplyAsync(() -> {
						CompletableFuture<ClaudeAnswer<String>> answer = desk.future("q");
						asked.countDown();
						return answer;
					}, threads).thenCompose((answer) -> answer));
				}
				asked.await();
				model.complete(ClaudeAnswer.complete("a"));
				for (CompletableFuture<ClaudeAnswer<String>> answer : answers) {
					assertThat(Eventually.get(answer).value()).isEqualTo("a");
				}
			}
			finally {
				threads.shutdownNow();
			}
			assertThat(desk.calls()).isEqualTo(1);
			EventLog events = context.getBean(EventLog.class);
			assertThat(events.stored()).isEqualTo(1);
			assertThat(events.missed(MissReason.JOINED_FLIGHT)).isEqualTo(199);
		});
	}

	@Test
	void aFutureReturnsBeforeTheAnswerIsThere() {
		run((context, desk) -> {
			CompletableFuture<ClaudeAnswer<String>> model = new CompletableFuture<>();
			desk.answerWith(model);
			CompletableFuture<ClaudeAnswer<String>> answer = desk.future("q");
			assertThat(answer).isNotDone();
			model.complete(ClaudeAnswer.complete("a"));
			assertThat(Eventually.get(answer).value()).isEqualTo("a");
		});
	}

	@Test
	void anExceptionArrivesAsTheFutureOfTheMethodHadIt() {
		run((context, desk) -> {
			IOException failure = new IOException("checked");
			for (CompletableFuture<ClaudeAnswer<String>> failed : List.of(
					CompletableFuture.<ClaudeAnswer<String>>failedFuture(failure),
					CompletableFuture.<ClaudeAnswer<String>>failedFuture(failure).thenApply((answer) -> answer),
					CompletableFuture.<ClaudeAnswer<String>>failedFuture(new Error("error")))) {
				desk.answerWith(failed);
				assertThat(seenBy(desk.future("q"))).isSameAs(seenBy(failed));
				assertThat(seenBy(desk.tenant("q", " "))).as("when the cache is bypassed").isSameAs(seenBy(failed));
				assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> desk.future("q").join());
			}
			assertThat(context.getBean(EventLog.class).stored()).isZero();
		});
	}

	@Test
	void anExceptionThatTheMethodThrowsArrivesInTheFuture() {
		run((context, desk) -> {
			IllegalArgumentException failure = new IllegalArgumentException();
			desk.failWith(failure);
			assertThat(seenBy(desk.future("q"))).isSameAs(failure);
			assertThat(seenBy(desk.tenant("q", " "))).isSameAs(failure);
		});
	}

	@Test
	void aFailureIsNotKept() {
		run((context, desk) -> {
			desk.answerWith(CompletableFuture.failedFuture(new IOException()));
			desk.future("q");
			desk.answerWith(CompletableFuture.completedFuture(ClaudeAnswer.complete("a")));
			assertThat(Eventually.get(desk.future("q")).value()).isEqualTo("a");
			assertThat(Eventually.get(desk.future("q")).provenance().hit()).isTrue();
		});
	}

	@Test
	void aCancelledFutureOfTheMethodIsCancelledForTheCaller() {
		run((context, desk) -> {
			CompletableFuture<ClaudeAnswer<String>> model = new CompletableFuture<>();
			desk.answerWith(model);
			CompletableFuture<ClaudeAnswer<String>> answer = desk.future("q");
			model.cancel(true);
			assertThat(answer).isCancelled();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(answer::join);
		});
	}

	@Test
	void aCallerThatCancelsDoesNotCancelTheCallOfTheOthers() {
		run((context, desk) -> {
			CompletableFuture<ClaudeAnswer<String>> model = new CompletableFuture<>();
			desk.answerWith(model);
			CompletableFuture<ClaudeAnswer<String>> leader = desk.future("q");
			CompletableFuture<ClaudeAnswer<String>> follower = desk.future("q");
			leader.cancel(true);
			assertThat(model).isNotDone();
			model.complete(ClaudeAnswer.complete("a"));
			assertThat(Eventually.get(follower).value()).isEqualTo("a");
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(Eventually.get(desk.future("q")).provenance().hit()).isTrue();
		});
	}

	@Test
	void aMethodThatReturnsNoFutureIsReportedByItsName() {
		run((context, desk) -> {
			desk.answerWith(null);
			assertThat(seenBy(desk.future("q"))).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining(Desk.class.getName() + ".future(String)")
				.hasMessageContaining("null instead of a future");
		});
	}

	@Test
	void whatHasNoValueComesBackAsItIsAndIsNotKept() {
		run((context, desk) -> {
			desk.answerWith(CompletableFuture.completedFuture(null));
			assertThat(Eventually.get(desk.future("q"))).isNull();
			desk.answerWith(
					CompletableFuture.completedFuture(ClaudeAnswer.of(null, StopReason.REFUSAL, null, Usage.NONE)));
			assertThat(Eventually.get(desk.future("q")).stopReason()).isEqualTo(StopReason.REFUSAL);
			assertThat(Eventually.get(desk.optional(Optional.empty()))).isEmpty();
			assertThat(Eventually.get(desk.optional(null))).isNull();
			assertThat(Eventually.get(desk.optional(Optional.of("a")))).contains("a");
			EventLog events = context.getBean(EventLog.class);
			assertThat(events.stored()).isEqualTo(1);
			assertThat(events.notStored(RefusalReason.EMPTY)).isEqualTo(4);
		});
	}

	@Test
	void aCallWithoutAKeyGoesToClaudeEachTime() {
		run((context, desk) -> {
			desk.answerWith(CompletableFuture.completedFuture(ClaudeAnswer.complete("a")));
			for (int i = 0; i < 2; i++) {
				ClaudeAnswer<String> answer = Eventually.get(desk.tenant("q", " "));
				assertThat(answer.value()).isEqualTo("a");
				assertThat(answer.provenance().reason()).isEqualTo(BypassReason.TENANT_MISSING);
			}
			assertThat(desk.calls()).isEqualTo(2);
		});
	}

	// What a callback sees, which join() and get() would wrap.
	private static @Nullable Throwable seenBy(CompletableFuture<?> future) {
		AtomicReference<Throwable> seen = new AtomicReference<>();
		Eventually.get(future.handle((value, error) -> {
			seen.set(error);
			return true;
		}));
		return seen.get();
	}

	private static void run(Check check) {
		Application.with(Desk.class).run((context) -> check.check(context, context.getBean(Desk.class)));
	}

	interface Check {

		void check(AssertableApplicationContext context, Desk desk) throws Exception;

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		private volatile @Nullable CompletableFuture<ClaudeAnswer<String>> answer;

		private volatile @Nullable RuntimeException failure;

		int calls() {
			return this.calls.get();
		}

		void answerWith(@Nullable CompletableFuture<ClaudeAnswer<String>> answer) {
			this.answer = answer;
		}

		void failWith(RuntimeException failure) {
			this.failure = failure;
		}

		@ClaudeCached(name = "future", volatility = "reference")
		CompletableFuture<ClaudeAnswer<String>> future(@CacheMessage String question) {
			return next();
		}

		@ClaudeCached(name = "stage", volatility = "reference")
		CompletionStage<ClaudeAnswer<String>> stage(@CacheMessage String question) {
			return next();
		}

		@ClaudeCached(name = "tenant", volatility = "reference")
		CompletableFuture<ClaudeAnswer<String>> tenant(@CacheMessage String question, @CacheTenant String tenant) {
			return next();
		}

		@ClaudeCached(name = "optional", volatility = "reference", trust = true)
		CompletableFuture<@Nullable Optional<String>> optional(@CacheIgnore @Nullable Optional<String> given) {
			return CompletableFuture.completedFuture(given);
		}

		private @Nullable CompletableFuture<ClaudeAnswer<String>> next() {
			this.calls.incrementAndGet();
			RuntimeException failure = this.failure;
			if (failure != null) {
				throw failure;
			}
			return this.answer;
		}

	}

}
