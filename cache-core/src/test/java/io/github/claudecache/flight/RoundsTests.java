package io.github.claudecache.flight;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.EntryKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who asks, who waits and for what while nothing is known of invalidations.
 */
class RoundsTests {

	private static final EntryKey KEY = new EntryKey(TenantId.DEFAULT, new Fingerprint("0".repeat(64)));

	private final Rounds rounds = new Rounds(2);

	@Test
	void fewCallersAskAtOnceAndNobodyJoinsThem() {
		Rounds.Round first = this.rounds.take(KEY, null);
		Rounds.Round second = this.rounds.take(KEY, null);

		assertThat(first.leads()).isTrue();
		assertThat(first.begun()).isCompleted();
		assertThat(second.leads()).isTrue();
		assertThat(second.begun()).isCompleted();
		assertThat(second.flight()).isNotSameAs(first.flight());
	}

	@Test
	void othersWaitForTheNextRoundWhichBeginsWhenOneEnds() {
		Rounds.Round first = this.rounds.take(KEY, null);
		this.rounds.take(KEY, null);
		Rounds.Round next = this.rounds.take(KEY, null);
		Rounds.Round follower = this.rounds.take(KEY, null);

		assertThat(next.leads()).isTrue();
		assertThat(next.begun()).isNotDone();
		assertThat(follower.leads()).isFalse();
		assertThat(follower.flight()).isSameAs(next.flight());

		end(first);

		assertThat(next.begun()).isCompleted();
		assertThat(this.rounds.take(KEY, null).flight()).isNotSameAs(next.flight());
	}

	@Test
	void threadNeverWaitsForARoundThatItLeads() {
		this.rounds.take(KEY, Thread.currentThread());
		this.rounds.take(KEY, null);

		Rounds.Round inner = this.rounds.take(KEY, Thread.currentThread());

		assertThat(inner.leads()).isTrue();
		assertThat(inner.begun()).isCompleted();
	}

	@Test
	void roundThatWaitedTooLongBeginsAnyhow() {
		this.rounds.take(KEY, null);
		this.rounds.take(KEY, null);
		Rounds.Round next = this.rounds.take(KEY, null);

		this.rounds.overtake(next);

		assertThat(next.begun()).isCompleted();
		assertThat(this.rounds.take(KEY, null).begun()).isCompleted();
	}

	@Test
	void nothingIsLeftWhenAllHaveEnded() {
		Rounds.Round first = this.rounds.take(KEY, null);
		Rounds.Round second = this.rounds.take(KEY, null);
		Rounds.Round next = this.rounds.take(KEY, null);

		end(first);
		end(next);
		end(second);

		assertThat(this.rounds.size()).isZero();
	}

	@Test
	void atLeastOneCallIsNeeded() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Rounds(0));
	}

	private static void end(Rounds.Round round) {
		round.flight().landing().complete(Landing.Nothing.ABANDONED);
	}

}
