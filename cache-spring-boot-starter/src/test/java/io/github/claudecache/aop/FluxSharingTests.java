package io.github.claudecache.aop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who asks what is being streamed to another subscriber waits for its end. If there is
 * none, one of those who wait asks.
 */
class FluxSharingTests {

	@Test
	void subscribersAtTheSameTimeMakeOneCall() {
		FluxDesk.run((desk, events) -> {
			Sinks.Many<String> model = Sinks.many().unicast().onBackpressureBuffer();
			desk.answerWith(model.asFlux());
			List<CompletableFuture<List<String>>> answers = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				answers.add(desk.pieces("q").collectList().toFuture());
			}
			model.tryEmitNext("a");
			assertThat(answers).noneMatch(CompletableFuture::isDone);
			model.tryEmitNext("b");
			model.tryEmitComplete();
			answers.forEach((answer) -> assertThat(Eventually.get(answer)).containsExactly("a", "b"));
			assertThat(desk.calls()).isEqualTo(1);
			Eventually.holds("what was handed in is kept", () -> events.stored() == 1);
		});
	}

	@Test
	void ifTheFirstSubscriberGoesAwayAnotherAsks() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> first = TestPublisher.create();
			desk.answerWith(first.flux());
			Disposable leader = desk.pieces("q").subscribe();
			List<CompletableFuture<List<String>>> followers = List.of(desk.pieces("q").collectList().toFuture(),
					desk.pieces("q").collectList().toFuture());
			first.next("half");
			desk.answerWith(Flux.just("a", "b"));
			leader.dispose();
			followers.forEach((follower) -> assertThat(Eventually.get(follower)).containsExactly("a", "b"));
			first.assertCancelled();
			assertThat(desk.calls()).isEqualTo(2);
			Eventually.holds("what was handed in is kept", () -> events.stored() == 1);
		});
	}

	@Test
	void ifTheFirstStreamFailsAnotherAsks() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> first = TestPublisher.create();
			desk.answerWith(first.flux());
			CompletableFuture<List<String>> leader = desk.pieces("q").collectList().toFuture();
			CompletableFuture<List<String>> follower = desk.pieces("q").collectList().toFuture();
			desk.answerWith(Flux.just("a", "b"));
			first.next("half").error(new IOException("gone"));
			assertThat(Eventually.get(follower)).containsExactly("a", "b");
			assertThat(leader).isCompletedExceptionally();
			assertThat(desk.calls()).isEqualTo(2);
		});
	}

	@Test
	void whoHasWaitedLongEnoughAsksItself() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> slow = TestPublisher.create();
			desk.answerWith(slow.flux());
			CompletableFuture<List<String>> leader = desk.pieces("q").collectList().toFuture();
			slow.next("a");
			desk.answerWith(Flux.just("own"));
			assertThat(Eventually.get(desk.pieces("q").collectList().toFuture())).containsExactly("own");
			slow.complete();
			assertThat(Eventually.get(leader)).containsExactly("a");
			assertThat(desk.calls()).isEqualTo(2);
		}, "claude.cache.single-flight.wait-limit=1s");
	}

	@Test
	void aFollowerThatGoesAwayDisturbsNobody() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> model = TestPublisher.create();
			desk.answerWith(model.flux());
			CompletableFuture<List<String>> leader = desk.pieces("q").collectList().toFuture();
			Disposable gone = desk.pieces("q").subscribe();
			CompletableFuture<List<String>> follower = desk.pieces("q").collectList().toFuture();
			gone.dispose();
			model.next("a").complete();
			assertThat(Eventually.get(leader)).containsExactly("a");
			assertThat(Eventually.get(follower)).containsExactly("a");
			model.assertNotCancelled();
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void aStreamThatCannotBeKeptIsNotShared() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> first = TestPublisher.create();
			desk.answerWith(first.flux());
			CompletableFuture<List<String>> leader = desk.pieces("q").collectList().toFuture();
			CompletableFuture<List<String>> follower = desk.pieces("q").collectList().toFuture();
			desk.answerWith(Flux.just("a"));
			first.next("x".repeat(2000)).complete();
			assertThat(Eventually.get(leader)).hasSize(1);
			assertThat(Eventually.get(follower)).containsExactly("a");
			assertThat(desk.calls()).isEqualTo(2);
		}, "claude.cache.admission.max-answer-size=1KB");
	}

}
