package io.github.claudecache.testsupport.flight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However many ask the same at the same time, Claude is asked once.
 */
class StampedeTests extends FlightFixture {

	private static final Duration SPREAD = Duration.ofSeconds(5);

	static List<Threads> threads() {
		return Threads.available();
	}

	@ParameterizedTest
	@MethodSource("threads")
	void tenThousandThreadsMakeOneCall(Threads threads) {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(threads);
		for (int i = 0; i < CROWD; i++) {
			crowd.add(this::ask);
		}
		this.patience.awaitWaiting(CROWD - 1);

		this.claude.next().answer("Because");

		assertShared(crowd.values(), "Because");
		assertThat(calls()).isOne();
		assertThat(joined()).isEqualTo(CROWD - 1);
		assertCounted(CROWD, 1);
	}

	@Test
	void tenThousandAsynchronousCallersMakeOneCall() {
		List<CompletableFuture<ClaudeAnswer<String>>> callers = new ArrayList<>();
		for (int i = 0; i < CROWD; i++) {
			callers.add(askAsync());
		}
		assertThat(callers).noneMatch(CompletableFuture::isDone);

		this.claude.next().answer("Because");

		assertShared(callers.stream().map(Eventually::get).toList(), "Because");
		assertThat(calls()).isOne();
		assertThat(joined()).isEqualTo(CROWD - 1);
		assertCounted(CROWD, 1);
	}

	@ParameterizedTest
	@MethodSource("threads")
	void tenThousandCallersOfBothKindsWhoArriveOverFiveSecondsMakeOneCall(Threads threads) {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(threads);
		List<CompletableFuture<ClaudeAnswer<String>>> asynchronous = new ArrayList<>();
		long begin = System.nanoTime();
		for (int i = 0; i < CROWD; i++) {
			awaitNanos(begin + i * SPREAD.toNanos() / CROWD);
			if (i % 2 == 0) {
				crowd.add(this::ask);
			}
			else {
				asynchronous.add(askAsync());
			}
			if (i == CROWD * 9 / 10) {
				this.claude.next().answer("Because");
			}
		}

		List<ClaudeAnswer<String>> answers = new ArrayList<>(crowd.values());
		asynchronous.forEach((caller) -> answers.add(Eventually.get(caller)));
		assertShared(answers, "Because");
		assertThat(calls()).isOne();
		assertThat(answers).filteredOn((answer) -> answer.provenance().outcome() == Outcome.EXACT)
			.hasSize((int) this.events.served())
			.hasSizeGreaterThan(0);
		assertCounted(CROWD, 1);
	}

	@Test
	void differentQuestionsDoNotWaitForEachOther() throws Exception {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		crowd.add(this::ask);
		crowd.add(() -> this.cache.answer(this.question.toBuilder().message("How?").build(), this.claude::ask));
		crowd.add(() -> this.cache.answer(this.question.toBuilder().factor("tier", "gold").build(), this.claude::ask));

		for (int i = 0; i < 3; i++) {
			this.claude.next().answer("Because");
		}

		assertThat(crowd.values()).hasSize(3);
		assertThat(joined()).isZero();
	}

	private static void awaitNanos(long moment) {
		long left = moment - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = moment - System.nanoTime();
		}
	}

}
