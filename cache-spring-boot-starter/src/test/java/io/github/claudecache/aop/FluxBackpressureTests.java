package io.github.claudecache.aop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A subscriber gets no more than it asked for, whether the answer comes from Claude or
 * from the cache.
 */
class FluxBackpressureTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private static final List<String> PIECES = List.of("a", "b", "c", "d", "e");

	@Test
	void whatASubscriberAsksForIsAskedOfTheSource() {
		FluxDesk.run((desk, events) -> {
			AtomicLong requested = new AtomicLong();
			desk.answerWith(Flux.fromIterable(PIECES).doOnRequest(requested::addAndGet));
			StepVerifier.create(desk.pieces("q"), 0)
				.thenRequest(1)
				.expectNext("a")
				.then(() -> assertThat(requested).hasValue(1))
				.thenRequest(2)
				.expectNext("b", "c")
				.then(() -> assertThat(requested).hasValue(3))
				.then(() -> assertThat(events.stored()).isZero())
				.thenRequest(10)
				.expectNext("d", "e")
				.expectComplete()
				.verify(BOUND);
			assertThat(events.stored()).isEqualTo(1);
		});
	}

	@Test
	void aHitYieldsNoMoreThanIsAskedFor() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.fromIterable(PIECES));
			desk.pieces("q").blockLast(BOUND);
			AtomicLong seen = new AtomicLong();
			StepVerifier.create(desk.pieces("q").doOnNext((piece) -> seen.incrementAndGet()), 0)
				.expectSubscription()
				.then(() -> assertThat(seen).hasValue(0))
				.thenRequest(2)
				.expectNext("a", "b")
				.then(() -> assertThat(seen).hasValue(2))
				.thenRequest(1)
				.expectNext("c")
				.then(() -> assertThat(seen).hasValue(3))
				.thenRequest(Long.MAX_VALUE)
				.expectNext("d", "e")
				.expectComplete()
				.verify(BOUND);
			assertThat(events.served()).isEqualTo(1);
		});
	}

	@Test
	void aHitThatIsCancelledHalfwayIsServedWholeToTheNext() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.fromIterable(PIECES));
			desk.pieces("q").blockLast(BOUND);
			assertThat(desk.pieces("q").take(2).collectList().block(BOUND)).containsExactly("a", "b");
			assertThat(desk.pieces("q").collectList().block(BOUND)).isEqualTo(PIECES);
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void nothingIsCollectedAheadOfTheSubscriber() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> model = TestPublisher.create();
			desk.answerWith(model.flux());
			StepVerifier.create(desk.pieces("q"), 0)
				.expectSubscription()
				.then(model::assertWasNotRequested)
				.thenRequest(1)
				.then(model::assertWasRequested)
				.thenCancel()
				.verify(BOUND);
			model.assertCancelled();
		});
	}

}
