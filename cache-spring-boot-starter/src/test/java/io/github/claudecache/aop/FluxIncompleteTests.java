package io.github.claudecache.aop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Ticket;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.EventLog;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of a stream that was not read to its end, that failed, or that cannot be given again as
 * it was, nothing is kept; its subscriber notices nothing of that.
 */
class FluxIncompleteTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	@Test
	void aCancelledStreamIsNotKeptAndCancelsItsSource() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> model = TestPublisher.create();
			desk.answerWith(model.flux());
			StepVerifier.create(desk.pieces("q"))
				.then(() -> model.next("half"))
				.expectNext("half")
				.thenCancel()
				.verify(BOUND);
			model.assertCancelled();
			assertThat(events.stored()).isZero();
			assertAskedAgain(desk, events);
		});
	}

	@Test
	void aStreamOfWhichOnlyTheBeginningIsTakenIsNotKept() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.just("a", "b", "c"));
			for (int i = 1; i <= 3; i++) {
				assertThat(desk.pieces("q").take(i).collectList().block(BOUND)).hasSize(i);
			}
			assertThat(desk.pieces("q").blockFirst(BOUND)).isEqualTo("a");
			assertThat(desk.calls()).isEqualTo(4);
			assertThat(events.stored()).isZero();
			assertAskedAgain(desk, events);
		});
	}

	// What the cache is protected from: the assertion of the tests above, against a cache
	// that keeps what has come when a stream ends in whatever way.
	@Test
	void withoutTheRuleHalfAnAnswerWouldBeServed() {
		ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).build();
		ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("q").build();
		Ticket ticket = (Ticket) cache.open(request);
		StringBuilder text = new StringBuilder();
		Flux.just("You may not ", "return it")
			.doOnNext(text::append)
			.doFinally((signal) -> ticket.complete(AnswerDraft.complete(text.toString()), List.of()))
			.blockFirst(BOUND);
		assertThat(((Hit) cache.open(request)).answer().payload().body()).isEqualTo("You may not ");
	}

	@Test
	void aStreamThatFailsIsNotKeptAndFailsAsItDid() {
		FluxDesk.run((desk, events) -> {
			for (Throwable failure : List.of(new IOException("c"), new IllegalStateException("u"),
					new AssertionError("e"), new UnkeyableException(BypassReason.KEY_FAILED, "of another cache"))) {
				desk.answerWith(Flux.concat(Flux.just("half"), Flux.error(failure)));
				for (Flux<String> answer : List.of(desk.pieces("q"), desk.tenant("q", " "))) {
					StepVerifier.create(answer)
						.expectNext("half")
						.expectErrorSatisfies((ex) -> assertThat(ex).isSameAs(failure))
						.verify(BOUND);
				}
			}
			assertThat(desk.calls()).isEqualTo(8);
			assertThat(events.stored()).isZero();
			assertAskedAgain(desk, events);
		});
	}

	@Test
	void anEmptyStreamIsNotKept() {
		FluxDesk.run((desk, events) -> {
			for (Flux<String> nothing : new Flux[] { Flux.empty(), null }) {
				desk.answerWith(nothing);
				StepVerifier.create(desk.pieces("q")).expectComplete().verify(BOUND);
			}
			desk.answerWith(Flux.just("", " ", "\n"));
			StepVerifier.create(desk.pieces("q")).expectNext("", " ", "\n").expectComplete().verify(BOUND);
			assertThat(events.notStored(RefusalReason.EMPTY)).isEqualTo(3);
			assertAskedAgain(desk, events);
		});
	}

	@Test
	void aStreamThatIsTooLargeGoesOnAndIsNotKept() {
		FluxDesk.run((desk, events) -> {
			String piece = "x".repeat(100);
			desk.answerWith(Flux.just(piece).repeat(99));
			StepVerifier.create(desk.pieces("q")).expectNextCount(100).expectComplete().verify(BOUND);
			assertThat(events.notStored(RefusalReason.TOO_LARGE)).isEqualTo(1);
			assertAskedAgain(desk, events);
			// Characters of more than one byte count as such.
			desk.answerWith(Flux.just("\u00e4".repeat(600)));
			desk.pieces("r").blockLast(BOUND);
			assertThat(events.notStored(RefusalReason.TOO_LARGE)).isEqualTo(2);
			assertThat(events.stored()).isEqualTo(1);
		}, "claude.cache.admission.max-answer-size=1KB");
	}

	@Test
	void whatIsInvalidatedWhileItStreamsIsNotKept() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> model = TestPublisher.create();
			desk.answerWith(model.flux());
			StepVerifier.create(desk.pieces("q"))
				.then(() -> model.next("old"))
				.expectNext("old")
				.then(desk::publish)
				.then(() -> model.next(" policy").complete())
				.expectNext(" policy")
				.expectComplete()
				.verify(BOUND);
			assertThat(events.notStored(RefusalReason.INVALIDATED_IN_FLIGHT)).isEqualTo(1);
			assertAskedAgain(desk, events);
		});
	}

	@Test
	void anElementThatDoesNotReadBackEqualIsGivenAndTheStreamIsNotKept() {
		Application.with(LooseDesk.class).run((context) -> {
			EventLog events = context.getBean(EventLog.class);
			Flux<Map<String, Object>> answer = context.getBean(LooseDesk.class).loose("q");
			for (int i = 1; i <= 2; i++) {
				StepVerifier.create(answer)
					.expectNext(Map.of("n", 1), Map.of("n", 1L), Map.of("n", "x"))
					.expectComplete()
					.verify(BOUND);
				assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(i);
			}
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void aCallWithoutAKeyGoesToClaudeAtEachSubscription() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.just("a", "b"));
			Flux<String> answer = desk.tenant("q", " ");
			for (int i = 1; i <= 2; i++) {
				StepVerifier.create(answer).expectNext("a", "b").expectComplete().verify(BOUND);
				assertThat(desk.calls()).isEqualTo(i);
				assertThat(events.notStored(RefusalReason.BYPASSED)).isEqualTo(i);
			}
		});
	}

	private static void assertAskedAgain(FluxDesk desk, EventLog events) {
		long stored = events.stored();
		int calls = desk.calls();
		desk.answerWith(Flux.just("whole", " answer"));
		for (int i = 0; i < 2; i++) {
			assertThat(desk.pieces("q").collectList().block(BOUND)).containsExactly("whole", " answer");
		}
		assertThat(desk.calls()).isEqualTo(calls + 1);
		assertThat(events.stored()).isEqualTo(stored + 1);
	}

	static class LooseDesk {

		@ClaudeCached(name = "loose", volatility = "reference", trust = true)
		Flux<Map<String, Object>> loose(@CacheMessage String question) {
			return Flux.just(Map.of("n", 1), Map.of("n", 1L), Map.of("n", "x"));
		}

	}

}
