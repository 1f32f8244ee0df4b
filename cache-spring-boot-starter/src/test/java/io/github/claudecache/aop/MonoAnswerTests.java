package io.github.claudecache.aop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a subscriber gets from a method that returns a {@code Mono}.
 */
class MonoAnswerTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	@Test
	void nothingHappensUntilSomebodySubscribes() {
		run((context, desk) -> {
			desk.answerWith(Mono.just(ClaudeAnswer.complete("a")));
			desk.answer("q");
			assertThat(desk.calls()).isZero();
			assertThat(context.getBean(EventLog.class).lookups()).isZero();
		});
	}

	@Test
	void eachSubscriptionIsALookupOfItsOwn() {
		run((context, desk) -> {
			desk.answerWith(Mono.just(ClaudeAnswer.complete("a")));
			Mono<ClaudeAnswer<String>> answer = desk.answer("q");
			assertThat(outcome(answer)).isEqualTo(Outcome.MISS);
			assertThat(outcome(answer)).isEqualTo(Outcome.EXACT);
			assertThat(desk.calls()).isEqualTo(1);
			desk.publish();
			assertThat(outcome(answer)).isEqualTo(Outcome.MISS);
			assertThat(outcome(answer)).isEqualTo(Outcome.EXACT);
			assertThat(desk.calls()).isEqualTo(2);
		});
	}

	@Test
	void aMonoCanBeSubscribedToAgainAfterAFailure() {
		run((context, desk) -> {
			IOException failure = new IOException();
			desk.answerWith(Mono.error(failure));
			Mono<ClaudeAnswer<String>> answer = desk.answer("q");
			StepVerifier.create(answer).expectErrorSatisfies((ex) -> assertThat(ex).isSameAs(failure)).verify(BOUND);
			desk.answerWith(Mono.just(ClaudeAnswer.complete("a")));
			assertThat(answer.block(BOUND).value()).isEqualTo("a");
			assertThat(desk.calls()).isEqualTo(2);
		});
	}

	@Test
	void anExceptionThatTheMethodThrowsArrivesAsItIs() {
		run((context, desk) -> {
			for (Throwable failure : List.of(new IllegalArgumentException(), new IOException(), new AssertionError())) {
				desk.answerWith(Mono.error(failure));
				StepVerifier.create(desk.answer("q"))
					.expectErrorSatisfies((ex) -> assertThat(ex).isSameAs(failure))
					.verify(BOUND);
				StepVerifier.create(desk.tenant("q", " "))
					.expectErrorSatisfies((ex) -> assertThat(ex).isSameAs(failure))
					.verify(BOUND);
			}
			desk.answerWith(null);
			assertThat(context.getBean(EventLog.class).stored()).isZero();
		});
	}

	@Test
	void aMethodThatFailsForWantOfAKeyOfItsOwnIsCalledOnce() {
		run((context, desk) -> {
			UnkeyableException failure = new UnkeyableException(BypassReason.KEY_FAILED, "of another cache");
			desk.answerWith(Mono.error(failure));
			StepVerifier.create(desk.answer("q"))
				.expectErrorSatisfies((ex) -> assertThat(ex).isSameAs(failure))
				.verify(BOUND);
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void whatHasNoValueComesBackAsItIsAndIsNotKept() {
		run((context, desk) -> {
			desk.answerWith(Mono.empty());
			StepVerifier.create(desk.answer("q")).verifyComplete();
			desk.answerWith(null);
			StepVerifier.create(desk.answer("q")).verifyComplete();
			desk.answerWith(Mono.just(ClaudeAnswer.of(null, StopReason.REFUSAL, null, Usage.NONE)));
			ClaudeAnswer<String> refused = desk.answer("q").block(BOUND);
			assertThat(refused.stopReason()).isEqualTo(StopReason.REFUSAL);
			assertThat(refused.provenance().refusal()).isEqualTo(RefusalReason.EMPTY);
			assertThat(desk.optional(Optional.empty()).block(BOUND)).isEmpty();
			assertThat(desk.optional(Optional.of("a")).block(BOUND)).contains("a");
			assertThat(context.getBean(EventLog.class).stored()).isEqualTo(1);
			desk.answerWith(Mono.empty());
			StepVerifier.create(desk.tenant("q", " ")).verifyComplete();
		});
	}

	@Test
	void theContextOfTheSubscriberReachesTheMethod() {
		run((context, desk) -> {
			desk.answerWith(Mono.deferContextual((view) -> Mono.just(ClaudeAnswer.complete(view.get("user")))));
			assertThat(desk.answer("q").contextWrite((view) -> view.put("user", "ann")).block(BOUND).value())
				.isEqualTo("ann");
			assertThat(desk.tenant("q", " ").contextWrite((view) -> view.put("user", "bob")).block(BOUND).value())
				.isEqualTo("bob");
		});
	}

	@Test
	void parallelSubscribersMakeOneCall() {
		run((context, desk) -> {
			Sinks.One<ClaudeAnswer<String>> model = Sinks.one();
			desk.answerWith(model.asMono());
			List<Mono<ClaudeAnswer<String>>> answers = IntStream.range(0, 200)
				.mapToObj((number) -> desk.answer("q").toFuture())
				.map((future) -> Mono.fromFuture(() -> future))
				.toList();
			assertThat(desk.calls()).isEqualTo(1);
			model.tryEmitValue(ClaudeAnswer.complete("a"));
			answers.forEach((answer) -> assertThat(answer.block(BOUND).value()).isEqualTo("a"));
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void aSubscriberThatCancelsDoesNotCancelTheOthers() {
		run((context, desk) -> {
			Sinks.One<ClaudeAnswer<String>> model = Sinks.one();
			desk.answerWith(model.asMono());
			Disposable leader = desk.answer("q").subscribe();
			AtomicReference<ClaudeAnswer<String>> follower = new AtomicReference<>();
			desk.answer("q").subscribe(follower::set);
			leader.dispose();
			assertThat(model.currentSubscriberCount()).isEqualTo(1);
			model.tryEmitValue(ClaudeAnswer.complete("a"));
			Eventually.holds("the follower has the answer", () -> follower.get() != null);
			assertThat(follower.get().value()).isEqualTo("a");
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(outcome(desk.answer("q"))).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void theAnswerOfASubscriberThatWentAwayIsKept() {
		run((context, desk) -> {
			Sinks.One<ClaudeAnswer<String>> model = Sinks.one();
			desk.answerWith(model.asMono());
			desk.answer("q").subscribe().dispose();
			model.tryEmitValue(ClaudeAnswer.complete("a"));
			assertThat(outcome(desk.answer("q"))).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void aCallWithoutAKeyGoesToClaudeAtEachSubscription() {
		run((context, desk) -> {
			desk.answerWith(Mono.just(ClaudeAnswer.complete("a")));
			Mono<ClaudeAnswer<String>> answer = desk.tenant("q", " ");
			for (int i = 0; i < 2; i++) {
				assertThat(answer.block(BOUND).provenance().reason()).isEqualTo(BypassReason.TENANT_MISSING);
			}
			assertThat(desk.calls()).isEqualTo(2);
		});
	}

	private static Outcome outcome(Mono<ClaudeAnswer<String>> answer) {
		return answer.block(BOUND).provenance().outcome();
	}

	private static void run(Check check) {
		Application.with(Desk.class).run((context) -> check.check(context, context.getBean(Desk.class)));
	}

	interface Check {

		void check(AssertableApplicationContext context, Desk desk);

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		private volatile @Nullable Mono<ClaudeAnswer<String>> answer;

		int calls() {
			return this.calls.get();
		}

		void answerWith(@Nullable Mono<ClaudeAnswer<String>> answer) {
			this.answer = answer;
		}

		@ClaudeCacheInvalidate(tags = "'all'")
		void publish() {
		}

		@ClaudeCached(name = "answer", volatility = "reference", tags = "'all'")
		@Nullable Mono<ClaudeAnswer<String>> answer(@CacheMessage String question) {
			this.calls.incrementAndGet();
			return this.answer;
		}

		@ClaudeCached(name = "tenant", volatility = "reference")
		@Nullable Mono<ClaudeAnswer<String>> tenant(@CacheMessage String question, @CacheTenant String tenant) {
			this.calls.incrementAndGet();
			return this.answer;
		}

		@ClaudeCached(name = "optional", volatility = "reference", trust = true)
		Mono<Optional<String>> optional(@CacheIgnore Optional<String> given) {
			return Mono.just(given);
		}

	}

}
