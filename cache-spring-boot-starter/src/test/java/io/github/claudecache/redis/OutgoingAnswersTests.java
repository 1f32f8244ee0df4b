package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answers that are on their way to Redis never have more bytes together than the
 * bound.
 */
class OutgoingAnswersTests {

	private final OutgoingAnswers outgoing = new OutgoingAnswers(100);

	@Test
	void whatHasNoRoomFailsAtOnceAndIsNotSent() {
		CompletableFuture<String> first = new CompletableFuture<>();
		assertThat(send(60, first)).isNotDone();

		assertThat(this.outgoing.send(bytes(41), () -> {
			throw new AssertionError("sent");
		})).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(RedisUnavailableException.class);
		assertThat(send(40, CompletableFuture.completedFuture("second"))).isCompletedWithValue("second");
	}

	@Test
	void roomIsGivenBackWhenTheReplyIsThere() {
		CompletableFuture<String> first = new CompletableFuture<>();
		CompletableFuture<String> reply = send(100, first);
		assertThat(send(1, CompletableFuture.completedFuture("early"))).isCompletedExceptionally();

		first.complete("stored");

		assertThat(reply).isCompletedWithValue("stored");
		assertThat(send(100, CompletableFuture.completedFuture("late"))).isCompletedWithValue("late");
	}

	@Test
	void roomIsGivenBackHoweverItFails() {
		assertThat(send(100, CompletableFuture.failedFuture(new IllegalStateException()))).isCompletedExceptionally();
		assertThat(this.outgoing.send(bytes(100), () -> {
			throw new IllegalStateException();
		})).isCompletedExceptionally();

		assertThat(send(100, CompletableFuture.completedFuture("late"))).isCompletedWithValue("late");
	}

	@Test
	void twoOfTheLargestAnswersAlwaysHaveRoom() {
		OutgoingAnswers wide = OutgoingAnswers.upTo(20 << 20);
		CompletableFuture<String> first = new CompletableFuture<>();
		assertThat(wide.send(bytes(20 << 20), () -> first)).isNotDone();
		assertThat(wide.send(bytes(20 << 20), () -> first)).isNotDone();
		assertThat(wide.send(bytes(1), () -> first)).isCompletedExceptionally();
	}

	private CompletableFuture<String> send(int size, CompletableFuture<String> reply) {
		return this.outgoing.send(bytes(size), () -> reply);
	}

	private static List<byte[]> bytes(int size) {
		return List.of(new byte[size / 2], new byte[size - size / 2]);
	}

}
