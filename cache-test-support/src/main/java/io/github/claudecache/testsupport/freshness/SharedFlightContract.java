package io.github.claudecache.testsupport.freshness;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.store.Pause;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Freshness of what callers share: a caller that asks what another one is asking already
 * waits for that answer, unless something that was void when it came may be in it.
 * <p>
 * Extend it in the tests of a store and say how the store is opened. Not safe for use by
 * many threads; each test has a store of its own.
 *
 * @since 0.1.0
 */
public abstract class SharedFlightContract extends FreshnessFixture {

	/**
	 * Creates the contract.
	 */
	protected SharedFlightContract() {
	}

	@Test
	void callersOfTheSameQuestionShareOneAnswer() {
		Ticket leader = miss(question());
		CompletableFuture<Lookup> follower = follow(question());

		keep(leader, "text");

		assertThat(assertShared(follower, "text").refusal()).isNull();
		assertThat(this.events.missed(MissReason.JOINED_FLIGHT)).isOne();
		assertCounted(2, 1);
	}

	@Test
	void l6CallerThatComesAfterTheInvalidationDoesNotWaitForTheOldComputation() {
		Ticket leader = miss(question());
		invalidate(OF_ACME, TAG);

		Ticket joiner = miss(question());
		discard(leader, "old");
		keep(joiner, "new");

		assertServed(question(), "new");
		assertDiscarded(1);
	}

	@Test
	void l6CallerFromBeforeTheInvalidationMayHaveTheAnswerAlthoughItIsDiscarded() {
		Ticket leader = miss(question());
		CompletableFuture<Lookup> follower = follow(question());
		invalidate(OF_ACME, TAG);

		discard(leader, "old");

		Provenance shared = assertShared(follower, "old");
		assertThat(shared.refusal()).isEqualTo(RefusalReason.INVALIDATED_IN_FLIGHT);
		assertThat(shared.tags()).isEmpty();
		assertMiss(question(), MissReason.NOT_FOUND);
	}

	@Test
	void l6CallerFromAfterAnUnrelatedInvalidationSharesTheAnswer() {
		Ticket leader = miss(question());
		invalidate(OF_ACME, "unrelated");
		CompletableFuture<Lookup> follower = follow(question());

		keep(leader, "text");

		assertShared(follower, "text");
	}

	@Test
	void l6CallerFromAfterAnUnrelatedInvalidationDoesNotShareWhatIsDiscarded() {
		Ticket leader = miss(question());
		invalidate(OF_ACME, "unrelated");
		CompletableFuture<Lookup> follower = follow(question());
		invalidate(OF_ACME, TAG);

		discard(leader, "old");

		keep(ticket(follower), "new");
		assertServed(question(), "new");
	}

	@Test
	void l6CallerThatJoinsWhileTheLeaderIsStillCapturingIsJudgedByTheCapture() {
		beginLedgers();
		Pause capturing = store().pauseAfter(StoreOperation.CAPTURE);
		CompletableFuture<Lookup> leader = begin(question());
		capturing.awaitReached();
		invalidate(OF_ACME, TAG);
		CompletableFuture<Lookup> follower = follow(question());

		capturing.resume();
		discard(ticket(leader), "old");

		keep(ticket(follower), "new");
		assertServed(question(), "new");
	}

	@Test
	void l6TagThatOnlyTheFollowerDeclaresCountsForTheFollower() {
		ClaudeRequest seasonal = question().toBuilder().tags("season:winter").build();
		Ticket leader = miss(question());
		invalidate(OF_ACME, "season:winter");

		Ticket joiner = miss(seasonal);

		keep(leader, "old");
		keep(joiner, "new");
		assertServed(seasonal, "new");
	}

	@ParameterizedTest
	@EnumSource(JoinedAt.class)
	void l7CallerThatJoinsAfterALateTagWasVoidedAsksForItself(JoinedAt moment) {
		Ticket leader = miss(question());
		invalidate(OF_ACME, LATE);
		Pause pause = (moment == JoinedAt.WHILE_CLAUDE_ANSWERS) ? null : store().pauseBefore(moment.operation);
		CompletableFuture<Provenance> completed = null;
		if (pause != null) {
			completed = completeAsync(leader, "old", LATE);
			pause.awaitReached();
		}
		CompletableFuture<Lookup> joiner = follow(question());

		if (pause != null) {
			pause.resume();
		}
		else {
			completed = completeAsync(leader, "old", LATE);
		}

		assertThat(completed).isNotNull();
		assertThat(Eventually.get(completed).refusal()).isEqualTo(RefusalReason.INVALIDATED_IN_FLIGHT);
		keep(ticket(joiner), "new", LATE);
		assertServed(question(), "new");
		assertDiscarded(1);
	}

	@ParameterizedTest
	@EnumSource(VoidedAt.class)
	void l7CallerFromBeforeTheLateTagWasVoidedIsNotGivenWhatItCouldNotKnow(VoidedAt moment) {
		Ticket leader = miss(question());
		invalidate(OF_ACME, "unrelated");
		CompletableFuture<Lookup> joiner = follow(question());
		switch (moment) {
			case BEFORE_CHECK -> store().before(StoreOperation.CHECK, () -> invalidate(OF_ACME, LATE));
			case ONCE_CHECKED -> store().after(StoreOperation.CHECK, () -> invalidate(OF_ACME, LATE));
			case ONCE_STORED -> store().after(StoreOperation.STORE, () -> invalidate(OF_ACME, LATE));
		}

		complete(leader, "old", LATE);

		keep(ticket(joiner), "new", LATE);
		assertServed(question(), "new");
	}

	@Test
	void l7CallerThatDidNotKnowALateTagSharesTheAnswerWhenTheTagStillHolds() {
		Ticket leader = miss(question());
		invalidate(OF_ACME, "unrelated");
		CompletableFuture<Lookup> joiner = follow(question());

		keep(leader, "text", LATE);

		assertShared(joiner, "text");
	}

	@Test
	void l11CallerFromALaterEraDoesNotShareTheAnswerOfAnEarlierOne() {
		Ticket leader = miss(question());
		harness().forgetLedger(OF_ACME);

		Ticket joiner = miss(question());
		discard(leader, "old");

		keep(joiner, "new");
		assertServed(question(), "new");
	}

	@Test
	void l24FollowersOfACancelledLeaderAskOnceMore() {
		Ticket leader = miss(question());
		CompletableFuture<Lookup> first = follow(question());
		CompletableFuture<Lookup> second = follow(question());

		leader.fail(new CancellationException("the caller went away"));

		Ticket next = oneTicketOf(first, second);
		keep(next, "text");
		assertShared(first.isDone() && Eventually.get(first) == next ? second : first, "text");
		assertServed(question(), "text");
	}

	@Test
	void l24FollowersOfALeaderThatNeverAnswersAskOnceMoreAndTheOldAnswerIsStillKept() {
		Ticket leader = miss(question());
		CompletableFuture<Lookup> first = follow(question());
		CompletableFuture<Lookup> second = follow(question());

		this.patience.runOut();

		Ticket next = oneTicketOf(first, second);
		keep(leader, "slow");
		keep(next, "text");
		assertShared(first.isDone() && Eventually.get(first) == next ? second : first, "text");
		assertServed(question(), "text");
	}

	@Test
	void l24FailureOfOneLeaderIsNotTheFailureOfThoseWhoWait() {
		Ticket leader = miss(question());
		CompletableFuture<Lookup> follower = follow(question());

		leader.fail(new IllegalStateException("overloaded"));

		keep(ticket(follower), "text");
		assertServed(question(), "text");
	}

	private CompletableFuture<Lookup> follow(ClaudeRequest request) {
		int before = this.patience.waiting();
		CompletableFuture<Lookup> follower = begin(request);
		this.patience.awaitWaiting(before + 1);
		assertThat(follower).isNotDone();
		return follower;
	}

	private static Ticket oneTicketOf(CompletableFuture<Lookup> first, CompletableFuture<Lookup> second) {
		Object found = Eventually.get(CompletableFuture.anyOf(first, second));
		assertThat(found).isInstanceOf(Ticket.class);
		return (Ticket) found;
	}

	/**
	 * When the caller joins, the late tag being void already.
	 */
	enum JoinedAt {

		/** Before the leader has its answer. */
		WHILE_CLAUDE_ANSWERS(StoreOperation.READ),

		/** When the leader has its answer but has not checked it. */
		BEFORE_CHECK(StoreOperation.CHECK);

		private final StoreOperation operation;

		JoinedAt(StoreOperation operation) {
			this.operation = operation;
		}

	}

	/**
	 * When the late tag is voided, the caller waiting already.
	 */
	enum VoidedAt {

		/** Before the leader checks. */
		BEFORE_CHECK,

		/** Between check and store. */
		ONCE_CHECKED,

		/** Between store and landing. */
		ONCE_STORED

	}

}
