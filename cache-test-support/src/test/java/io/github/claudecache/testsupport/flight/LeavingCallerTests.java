package io.github.claudecache.testsupport.flight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Callers that go away while they wait or while they ask: they take nobody's place, and
 * nobody waits for them.
 */
class LeavingCallerTests extends FlightFixture {

	static List<Threads> threads() {
		return Threads.available();
	}

	@ParameterizedTest
	@MethodSource("threads")
	void interruptedFollowerAsksByItselfAndLeavesNoTicketBehind(Threads threads) throws Exception {
		Ticket leader = (Ticket) this.cache.open(this.question);
		AtomicBoolean stillInterrupted = new AtomicBoolean();
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(threads);
		Thread follower = crowd.add(() -> this.cache.answer(this.question, () -> {
			stillInterrupted.set(Thread.interrupted());
			return ClaudeAnswer.complete("own");
		}));
		this.patience.awaitWaiting(1);

		follower.interrupt();

		ClaudeAnswer<String> answer = crowd.values().get(0);
		assertThat(answer.value()).isEqualTo("own");
		assertThat(stillInterrupted).as("the call can notice the interrupt").isTrue();
		Provenance provenance = answer.provenance();
		assertThat(provenance).isNotNull();
		assertThat(provenance.reason()).isEqualTo(MissReason.FLIGHT_ABANDONED);
		assertThat(provenance.refusal()).isEqualTo(RefusalReason.BYPASSED);
		leader.abandon();
		assertThat(this.events.lookups()).isEqualTo(2);
		assertNoTicketLeaked();
	}

	@Test
	void interruptedThreadIsServedAHit() throws Exception {
		((Ticket) this.cache.open(this.question)).complete(AnswerDraft.complete("Because"), List.of());
		Crowd<Lookup> crowd = new Crowd<>(Threads.PLATFORM);
		crowd.add(() -> {
			Thread.currentThread().interrupt();
			return this.cache.open(this.question);
		});

		assertThat(crowd.values()).allSatisfy((lookup) -> assertThat(lookup).isInstanceOf(Hit.class));
	}

	@Test
	void interruptedLeaderIsNotAFailureOfClaude() {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		Thread leader = crowd.add(this::ask);
		this.claude.next();
		CompletableFuture<ClaudeAnswer<String>> first = askAsync();
		CompletableFuture<ClaudeAnswer<String>> second = askAsync();

		leader.interrupt();

		assertThat(crowd.failures()).isOne();
		this.claude.next().fail(new IllegalStateException("the first failure"));
		this.claude.next().answer("Because");
		assertThat(List.of(first, second)).filteredOn((caller) -> !failed(caller)).hasSize(1);
	}

	@Test
	void cancelledCallersAreNotAskedToLead() throws Exception {
		Ticket leader = (Ticket) this.cache.open(this.question);
		List<CompletableFuture<ClaudeAnswer<String>>> leaving = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			leaving.add(askAsync());
		}
		CompletableFuture<ClaudeAnswer<String>> staying = askAsync();

		leaving.forEach((caller) -> caller.cancel(true));
		leader.abandon();
		this.claude.next().answer("Because");

		assertThat(Eventually.get(staying).value()).isEqualTo("Because");
		assertThat(calls()).isOne();
		Eventually.holds("every lookup is counted", () -> this.events.lookups() == 1_002);
		assertNoTicketLeaked();
	}

	@Test
	void cancelledLookupLeavesNoTicketBehind() throws Exception {
		Ticket leader = (Ticket) this.cache.open(this.question);
		CompletableFuture<Lookup> leaving = this.cache.openAsync(this.question, false);

		leaving.cancel(false);
		leader.abandon();

		assertThat(leaving).isCancelled();
		Eventually.holds("the lookup is counted", () -> this.events.lookups() == 2);
		assertNoTicketLeaked();
	}

	@Test
	void cancellingAFutureDoesNotCancelTheCallThatOthersWaitFor() {
		CompletableFuture<ClaudeAnswer<String>> leader = askAsync();
		CompletableFuture<ClaudeAnswer<String>> follower = askAsync();

		leader.cancel(true);
		this.claude.next().answer("Because");

		assertThat(Eventually.get(follower).value()).isEqualTo("Because");
		assertThatExceptionOfType(CancellationException.class).isThrownBy(leader::join);
		assertThat(this.events.stored()).isOne();
		assertThat(calls()).isOne();
	}

	@Test
	void callerThatCompletesItsOwnFutureIsNotAskedToLead() throws Exception {
		Ticket leader = (Ticket) this.cache.open(this.question);
		CompletableFuture<ClaudeAnswer<String>> timedOut = askAsync();

		timedOut.complete(ClaudeAnswer.complete("a default"));
		leader.abandon();

		assertThat(timedOut.join().value()).isEqualTo("a default");
		assertThat(calls()).isZero();
		assertNoTicketLeaked();
	}

	private static boolean failed(CompletableFuture<?> caller) {
		return Eventually.get(caller.handle((value, error) -> error != null));
	}

}
