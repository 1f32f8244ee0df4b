package io.github.claudecache.flight;

import java.time.Instant;
import java.util.Set;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.EntryKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who leads, who joins and what becomes of a flight that has ended.
 */
class FlightsTests {

	private static final EntryKey KEY = new EntryKey(TenantId.DEFAULT, new Fingerprint("0".repeat(64)));

	private static final Standing AT_100 = standing(100, 100);

	private final Flights flights = new Flights();

	@Test
	void firstCallerLeadsAndTheOthersJoin() {
		Boarding first = this.flights.board(KEY, AT_100, null);
		Boarding second = this.flights.board(KEY, AT_100, null);

		assertThat(first.leads()).isTrue();
		assertThat(second.leads()).isFalse();
		assertThat(second.flight()).isSameAs(first.flight());
		assertThat(this.flights.size()).isOne();
	}

	@Test
	void callerWhoKnowsMoreToBeVoidLeadsAFlightOfItsOwnAndOthersFollowThatOne() {
		Flight old = this.flights.board(KEY, AT_100, null).flight();
		old.departed(stamp(100));

		Boarding newer = this.flights.board(KEY, standing(200, 200), null);
		Boarding next = this.flights.board(KEY, standing(200, 0), null);

		assertThat(newer.leads()).isTrue();
		assertThat(next.flight()).isSameAs(newer.flight());
		this.flights.land(old, Landing.Nothing.ABANDONED);
		assertThat(this.flights.board(KEY, AT_100, null).flight()).isSameAs(newer.flight());
	}

	@Test
	void threadNeverJoinsTheFlightThatItLeads() {
		Thread caller = Thread.currentThread();
		this.flights.board(KEY, AT_100, caller);

		assertThat(this.flights.find(KEY, AT_100, caller)).isNull();
		assertThat(this.flights.board(KEY, AT_100, caller).leads()).isTrue();
	}

	@Test
	void flightLandsOnceAndIsGone() {
		Flight flight = this.flights.board(KEY, AT_100, null).flight();

		this.flights.land(flight, Landing.Nothing.ABANDONED);
		this.flights.land(flight, Landing.Nothing.NOT_SHAREABLE);

		assertThat(flight.landing()).isCompletedWithValue(Landing.Nothing.ABANDONED);
		assertThat(this.flights.size()).isZero();
		assertThat(this.flights.find(KEY, AT_100, null)).isNull();
	}

	@Test
	void thoseWhoWaitedForOneFlightBoardOneOtherEvenIfItHasLanded() {
		Flight failed = this.flights.board(KEY, AT_100, null).flight();
		this.flights.land(failed, new Landing.Failed(new IllegalStateException("first")));

		Boarding first = this.flights.boardAfter(failed, AT_100, null);
		first.flight().departed(stamp(100));
		this.flights.land(first.flight(), new Landing.Failed(new IllegalStateException("second")));
		Boarding late = this.flights.boardAfter(failed, AT_100, null);

		assertThat(first.leads()).isTrue();
		assertThat(late.leads()).isFalse();
		assertThat(late.flight()).isSameAs(first.flight());
		assertThat(this.flights.size()).isZero();
	}

	@Test
	void flightThatEndedWithNothingIsNotBoardedAfterwards() {
		Flight failed = this.flights.board(KEY, AT_100, null).flight();
		this.flights.land(failed, Landing.Nothing.ABANDONED);
		Flight next = this.flights.boardAfter(failed, AT_100, null).flight();
		this.flights.land(next, Landing.Nothing.ABANDONED);

		assertThat(this.flights.boardAfter(failed, AT_100, null).leads()).isTrue();
	}

	@Test
	void landedFlightThatIsTooOldForACallerIsNotBoarded() {
		Flight ended = this.flights.board(KEY, AT_100, null).flight();
		this.flights.land(ended, Landing.Nothing.ABANDONED);
		Flight next = this.flights.boardAfter(ended, AT_100, null).flight();
		next.departed(stamp(100));
		this.flights.land(next, answered());

		assertThat(this.flights.boardAfter(ended, standing(200, 200), null).leads()).isTrue();
	}

	@Test
	void callerWhoComesBackJoinsWhatHasBegunMeanwhile() {
		Flight ended = this.flights.board(KEY, AT_100, null).flight();
		this.flights.land(ended, Landing.Nothing.ABANDONED);
		Flight other = this.flights.board(KEY, AT_100, null).flight();

		Boarding again = this.flights.boardAfter(ended, AT_100, null);

		assertThat(again.leads()).isFalse();
		assertThat(again.flight()).isSameAs(other);
	}

	private static Landing answered() {
		return new Landing.Answered(CachedAnswer.of(AnswerDraft.complete("text"), Instant.EPOCH, Set.of()), stamp(100),
				null);
	}

	private static Stamp stamp(long born) {
		return new Stamp(-7, born, -7, 0);
	}

	private static Standing standing(long last, long voided) {
		return new Standing(new LedgerView(-7, last, voided), new LedgerView(-7, 0, 0));
	}

}
