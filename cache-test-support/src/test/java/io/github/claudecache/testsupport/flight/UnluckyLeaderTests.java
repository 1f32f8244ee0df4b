package io.github.claudecache.testsupport.flight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.FakeClaude;
import io.github.claudecache.testsupport.store.InterleavingStore;
import io.github.claudecache.testsupport.store.Pause;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A caller whose call fails, ends or never ends neither poisons the others nor makes each
 * of them ask.
 */
class UnluckyLeaderTests extends FlightFixture {

	static List<Threads> threads() {
		return Threads.available();
	}

	@ParameterizedTest
	@MethodSource("threads")
	void failingModelIsAskedTwiceForTenThousandCallersNotOnceForEach(Threads threads) throws Exception {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(threads);
		for (int i = 0; i < CROWD; i++) {
			crowd.add(() -> this.cache.answer(this.question, this::askOnceThenFailAtOnce));
		}
		this.patience.awaitWaiting(CROWD - 1);

		this.claude.next().fail(new IllegalStateException("overloaded"));

		assertThat(crowd.failures()).isEqualTo(CROWD);
		assertThat(calls()).isEqualTo(2);
		assertThat(crowd.finished())
			.allSatisfy((caller) -> assertThat(failure(caller)).isInstanceOf(IllegalStateException.class)
				.hasMessage("overloaded"));
		assertCounted(CROWD, 0);
		assertNoTicketLeaked();
	}

	@Test
	void asynchronousCallersOfAFailingModelAskTwiceAndGetItsErrorAsItIs() throws Exception {
		List<CompletableFuture<ClaudeAnswer<String>>> callers = new ArrayList<>();
		for (int i = 0; i < CROWD; i++) {
			callers.add(this.cache.answerAsync(this.question, AnswerCodec.text(), this::askAsyncOnceThenFailAtOnce));
		}

		this.claude.next().fail(new IllegalStateException("overloaded"));

		assertThat(callers).allSatisfy((caller) -> assertThat(failure(caller)).hasMessage("overloaded"));
		assertThat(calls()).isEqualTo(2);
		assertCounted(CROWD, 0);
		assertNoTicketLeaked();
	}

	@Test
	void nextCallerAfterAFailureSucceeds() throws Exception {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		crowd.add(this::ask);
		this.claude.next().fail(new IllegalStateException("overloaded"));
		assertThat(crowd.failures()).isOne();

		Crowd<ClaudeAnswer<String>> later = new Crowd<>(Threads.PLATFORM);
		later.add(this::ask);
		this.claude.next().answer("Because");

		assertShared(later.values(), "Because");
		assertThat(this.events.stored()).isOne();
	}

	@Test
	void secondTryThatSucceedsIsSharedByEveryone() {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		for (int i = 0; i < 200; i++) {
			crowd.add(this::ask);
		}
		this.patience.awaitWaiting(199);
		this.claude.next().fail(new IllegalStateException("overloaded"));

		this.claude.next().answer("Because");

		assertThat(crowd.failures()).isOne();
		assertThat(calls()).isEqualTo(2);
	}

	@Test
	void secondTryWhoseAnswerIsNotKeptIsSharedByEveryoneToo() {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		for (int i = 0; i < CROWD / 10; i++) {
			crowd.add(() -> this.cache.answer(this.question, () -> {
				if (this.claude.calls() == 0) {
					return this.claude.ask();
				}
				this.claude.askAsync();
				return ClaudeAnswer.of("cut", StopReason.MAX_TOKENS, null, Usage.NONE);
			}));
		}
		this.patience.awaitWaiting(CROWD / 10 - 1);

		this.claude.next().fail(new IllegalStateException("overloaded"));

		assertThat(crowd.failures()).isOne();
		assertThat(calls()).isEqualTo(2);
		assertThat(this.events.notStored(RefusalReason.STOP_REASON)).isOne();
	}

	@Test
	void followersOfACancelledLeaderMakeOneMoreCall() {
		Ticket leader = (Ticket) this.cache.open(this.question);
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		for (int i = 0; i < 200; i++) {
			crowd.add(this::ask);
		}
		this.patience.awaitWaiting(200);

		leader.fail(new CancellationException("gone"));
		this.claude.next().answer("Because");

		assertShared(crowd.values(), "Because");
		assertThat(calls()).isOne();
	}

	@Test
	void callersGiveUpOnOneLeaderThatNeverAnswersAndShareOneNewCall() {
		this.cache.open(this.question);
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		for (int i = 0; i < 200; i++) {
			crowd.add(this::ask);
		}
		this.patience.awaitWaiting(200);

		assertThat(this.patience.runOut()).isEqualTo(200);
		FakeClaude.Call call = this.claude.next();
		this.patience.awaitWaiting(199);
		call.answer("Because");

		assertShared(crowd.values(), "Because");
		assertThat(calls()).isOne();
		assertCounted(201, 1);
	}

	@Test
	void callerThatIsOvertakenAgainAndAgainAsksByItself() {
		InterleavingStore store = new InterleavingStore(this.harness.store());
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.store(store)
			.clock(this.harness.clock())
			.waiting(this.patience, Duration.ofSeconds(30))
			.build();
		Ticket leader = (Ticket) cache.open(this.question);
		CompletableFuture<Lookup> patient = cache.openAsync(this.question, false);
		for (int i = 0; i < 3; i++) {
			assertThat(patient).isNotDone();
			Pause again = store.pauseBefore(StoreOperation.READ);
			leader.abandon();
			again.awaitReached();
			leader = (Ticket) cache.open(this.question);
			again.resume();
		}

		assertThat(Eventually.get(patient)).isInstanceOfSatisfying(Ticket.class,
				(ticket) -> assertThat(ticket.reason()).isEqualTo(MissReason.FLIGHT_ABANDONED));
		leader.abandon();
	}

	@Test
	void answerThatCannotBeHandedOnIsAskedForByEachCaller() throws Exception {
		AnswerCodec<String> oneWay = new AnswerCodec<>() {

			@Override
			public Payload encode(String value) {
				throw new IllegalArgumentException("Not replayable");
			}

			@Override
			public String decode(Payload payload) {
				return payload.body();
			}

		};
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		for (int i = 0; i < 20; i++) {
			crowd.add(() -> this.cache.answer(this.question, oneWay, this.claude::ask));
		}
		this.patience.awaitWaiting(19);

		for (int i = 0; i < 20; i++) {
			this.claude.next().answer("Because");
		}

		assertShared(crowd.values(), "Because");
		assertThat(this.events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(20);
		assertCounted(20, 20);
		assertNoTicketLeaked();
	}

	@Test
	void threadThatAsksTheSameAgainWhileItAnswersDoesNotWaitForItself() {
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(Threads.PLATFORM);
		crowd.add(() -> this.cache.answer(this.question, () -> {
			ClaudeAnswer<String> inner = this.cache.answer(this.question, this.claude::ask);
			return ClaudeAnswer.complete("outer of " + inner.value());
		}));

		this.claude.next().answer("inner");

		assertShared(crowd.values(), "outer of inner");
		assertThat(this.patience.waiting()).isZero();
	}

	@Test
	void callersThatAskEachOthersQuestionsComeFreeWhenTheirPatienceEnds() {
		Ticket mine = (Ticket) this.cache.open(this.question);
		CompletableFuture<Lookup> waiting = this.cache.openAsync(this.question, false);
		this.patience.awaitWaiting(1);

		this.patience.runOut();

		assertThat(Eventually.get(waiting)).isInstanceOf(Ticket.class);
		mine.abandon();
	}

	@Test
	void executorThatRefusesWorkCostsNobodyTheAnswer() {
		Executor full = (task) -> {
			throw new RejectedExecutionException("full");
		};
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.store(this.harness.store())
			.clock(this.harness.clock())
			.executor(full)
			.build();
		Ticket leader = (Ticket) cache.open(this.question);
		CompletableFuture<ClaudeAnswer<String>> follower = cache.answerAsync(this.question, AnswerCodec.text(),
				this.claude::askAsync);

		leader.complete(AnswerDraft.complete("Because"), List.of());

		assertThat(Eventually.get(follower).value()).isEqualTo("Because");
	}

	@Test
	void callThatReturnsNoStageFailsAndFreesThoseWhoWait() {
		CompletableFuture<ClaudeAnswer<String>> broken = this.cache.answerAsync(this.question, AnswerCodec.text(),
				() -> null);

		assertThat(broken).isCompletedExceptionally();
		assertThat(askAsync()).isNotDone();
		this.claude.next().answer("Because");
	}

	@Test
	void leaderThatHandsInNothingFreesThoseWhoWait() {
		Ticket leader = (Ticket) this.cache.open(this.question);
		CompletableFuture<ClaudeAnswer<String>> follower = askAsync();

		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> leader.complete(AnswerDraft.complete("text"), null));

		this.claude.next().answer("Because");
		assertThat(Eventually.get(follower).value()).isEqualTo("Because");
	}

	@Test
	void ticketCanBeUsedOnce() {
		Ticket ticket = (Ticket) this.cache.open(this.question);
		ticket.complete(AnswerDraft.complete("Because"), List.of());

		assertThatIllegalStateException().isThrownBy(() -> ticket.complete(AnswerDraft.complete("Because"), List.of()));
		ticket.fail(new IllegalStateException("too late"));
		ticket.abandon();
		assertThat(this.events.missed(MissReason.NOT_FOUND)).isOne();
		assertCounted(1, 1);
	}

	private ClaudeAnswer<String> askOnceThenFailAtOnce() throws Exception {
		if (this.claude.calls() == 0) {
			return this.claude.ask();
		}
		this.claude.askAsync();
		throw new IllegalStateException("overloaded");
	}

	private CompletableFuture<ClaudeAnswer<String>> askAsyncOnceThenFailAtOnce() {
		if (this.claude.calls() == 0) {
			return this.claude.askAsync().toCompletableFuture();
		}
		this.claude.askAsync();
		return CompletableFuture.failedFuture(new IllegalStateException("overloaded"));
	}

	private static Throwable failure(CompletableFuture<?> caller) {
		try {
			Eventually.get(caller);
			throw new AssertionError("Did not fail");
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

}
