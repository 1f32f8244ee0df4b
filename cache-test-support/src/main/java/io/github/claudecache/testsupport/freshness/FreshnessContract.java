package io.github.claudecache.testsupport.freshness;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.store.Pause;
import io.github.claudecache.testsupport.store.SplitReadStore;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Freshness of what is kept, through the public cache: the rows of the design's table of
 * interleavings in which every caller asks for itself. Callers that share an answer are
 * in {@link SharedFlightContract}, transactions in {@link TransactionContract}.
 * <p>
 * Extend it in the tests of a store and say how the store is opened. Not safe for use by
 * many threads; each test has a store of its own.
 *
 * @since 0.1.0
 */
public abstract class FreshnessContract extends FreshnessFixture {

	/**
	 * Creates the contract.
	 */
	protected FreshnessContract() {
	}

	static List<InvalidationScope> scopes() {
		return List.of(OF_ACME, EVERYONE);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l1AnswerThatWasVoidedWhileItWasComputedIsDiscarded(InvalidationScope scope) {
		Ticket ticket = miss(question());

		invalidate(scope, TAG);
		discard(ticket, "old");

		assertMiss(question(), MissReason.NOT_FOUND);
		assertDiscarded(1);
		assertCounted(2, 1);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l1AnswerThatWasVoidedAfterItWasCheckedIsStoredButNeverServed(InvalidationScope scope) {
		Ticket ticket = miss(question());

		store().before(StoreOperation.STORE, () -> invalidate(scope, TAG));
		keep(ticket, "old");

		assertMiss(question(), MissReason.INVALIDATED);
		assertDiscarded(0);
		assertCounted(2, 1);
	}

	@Test
	void l2AnswerReadFromTheNewSourceButCapturedBeforeTheInvalidationIsDiscardedToo() {
		Ticket ticket = miss(question());
		invalidate(OF_ACME, TAG);

		discard(ticket, "new");

		assertMiss(question(), MissReason.NOT_FOUND);
		assertDiscarded(1);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l3AnswerCapturedAfterTheInvalidationIsServed(InvalidationScope scope) {
		invalidate(scope, TAG);

		keep(miss(question()), "new");

		assertServed(question(), "new");
		assertDiscarded(0);
		assertCounted(2, 1);
		assertThat(this.events.served()).isOne();
	}

	@Test
	void l4InvalidationBetweenReadingTheEntryAndTheLedgersIsAMiss() {
		keep(miss(question()), "old");
		ClaudeCache split = cacheOn(
				new SplitReadStore(harness().store(), SplitReadStore.Half.ENTRY, () -> invalidate(OF_ACME, TAG)));

		Ticket missed = ticket(split.openAsync(question(), false));

		assertThat(missed.reason()).isEqualTo(MissReason.INVALIDATED);
		missed.abandon();
	}

	@Test
	void l5LookupThatBeganBeforeTheAcknowledgementMayStillSeeTheOldAnswerButNoLaterOneDoes() {
		Ticket ticket = miss(question());
		Pause stored = store().pauseBefore(StoreOperation.STORE);
		CompletableFuture<Provenance> completed = completeAsync(ticket, "old");
		stored.awaitReached();
		ClaudeCache split = cacheOn(new SplitReadStore(harness().store(), SplitReadStore.Half.LEDGERS, () -> {
			invalidate(OF_ACME, TAG);
			stored.resume();
			Eventually.get(completed);
		}));

		Lookup overtaken = Eventually.get(split.openAsync(question(), false));

		assertThat(overtaken).isInstanceOf(Hit.class);
		assertMiss(question(), MissReason.INVALIDATED);
	}

	@ParameterizedTest
	@EnumSource(Moment.class)
	void l7LateTagVoidedAtAnyMomentOfTheComputationIsAMiss(Moment moment) {
		beginLedgers();
		at(Moment.BEFORE_CAPTURE, moment);
		if (moment == Moment.WHILE_CAPTURING) {
			store().before(StoreOperation.CAPTURE, () -> invalidate(OF_ACME, LATE));
		}
		if (moment == Moment.ONCE_CAPTURED) {
			store().after(StoreOperation.CAPTURE, () -> invalidate(OF_ACME, LATE));
		}
		Ticket ticket = miss(question());
		at(Moment.WHILE_CLAUDE_ANSWERS, moment);
		if (moment == Moment.BEFORE_CHECK) {
			store().before(StoreOperation.CHECK, () -> invalidate(OF_ACME, LATE));
		}
		if (moment == Moment.ONCE_CHECKED) {
			store().after(StoreOperation.CHECK, () -> invalidate(OF_ACME, LATE));
		}
		if (moment == Moment.BEFORE_STORE) {
			store().before(StoreOperation.STORE, () -> invalidate(OF_ACME, LATE));
		}
		if (moment == Moment.ONCE_STORED) {
			store().after(StoreOperation.STORE, () -> invalidate(OF_ACME, LATE));
		}
		Provenance provenance = complete(ticket, "text", LATE);
		at(Moment.AFTERWARDS, moment);

		assertThat(provenance.refusal()).isEqualTo(moment.discarded ? RefusalReason.INVALIDATED_IN_FLIGHT : null);
		if (moment.harmless) {
			assertServed(question(), "text");
		}
		else {
			assertMiss(question(), moment.discarded ? MissReason.NOT_FOUND : MissReason.INVALIDATED);
		}
		assertDiscarded(moment.discarded ? 1 : 0);
		assertCounted(2, 1);
	}

	private void at(Moment here, Moment moment) {
		if (here == moment) {
			invalidate(OF_ACME, LATE);
		}
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l8OlderAnswerThatArrivesLateDoesNotReplaceTheYoungerOne(InvalidationScope scope) {
		Ticket a = miss(question());
		Pause storing = store().pauseBefore(StoreOperation.STORE);
		CompletableFuture<Provenance> stored = completeAsync(a, "a");
		storing.awaitReached();
		invalidate(scope);
		keep(miss(question()), "b");

		storing.resume();

		assertThat(Eventually.get(stored).refusal()).isEqualTo(RefusalReason.YOUNGER_PRESENT);
		assertServed(question(), "b");
		assertThat(this.events.notStored(RefusalReason.YOUNGER_PRESENT)).isOne();
		assertCounted(3, 2);
	}

	@Test
	void l9AnswerStoredAgainWhileItsTagIsSweptStaysAndCanBeVoidedAgain() {
		keep(miss(question()), "a");
		invalidate(OF_ACME, TAG);
		keep(miss(question()), "b");

		harness().settle();

		assertServed(question(), "b");
		invalidate(OF_ACME, TAG);
		assertMiss(question(), MissReason.INVALIDATED);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l11LedgerLostWhileAnAnswerIsComputedVoidsIt(InvalidationScope scope) {
		Ticket ticket = miss(question());
		harness().forgetLedger(scope);

		discard(ticket, "old");

		assertMiss(question(), MissReason.NOT_FOUND);
		invalidate(scope, TAG);
		assertMiss(question(), MissReason.NOT_FOUND);
		assertDiscarded(1);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l11LedgerLostBetweenCheckAndStoreVoidsTheAnswer(InvalidationScope scope) {
		Ticket ticket = miss(question());
		store().before(StoreOperation.STORE, () -> harness().forgetLedger(scope));

		keep(ticket, "old");

		assertMiss(question(), MissReason.LEDGER_MISSING);
		invalidate(scope, TAG);
		assertMiss(question(), MissReason.ERA_CHANGED);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l11LedgerLostAfterAnAnswerWasKeptVoidsIt(InvalidationScope scope) {
		keep(miss(question()), "old");
		harness().forgetLedger(scope);

		assertMiss(question(), MissReason.LEDGER_MISSING);
		invalidate(scope, TAG);
		assertMiss(question(), MissReason.ERA_CHANGED);

		keep(miss(question()), "new");
		assertServed(question(), "new");
	}

	@Test
	void l12TagsOfOneCallAreVoidTogether() {
		ClaudeRequest ofA = ClaudeRequest.builder("faq", ACME).message("a").tags("a").build();
		ClaudeRequest ofB = ClaudeRequest.builder("faq", ACME).message("b").tags("b").build();
		keep(miss(ofA), "a");
		keep(miss(ofB), "b");

		invalidate(OF_ACME, "a", "b");

		assertMiss(ofA, MissReason.INVALIDATED);
		assertMiss(ofB, MissReason.INVALIDATED);
	}

	@Test
	void l16InvalidationOfOneTenantChangesNothingForAnotherWithTheSameTag() {
		keep(miss(question(ACME)), "acme");
		keep(miss(question(GLOBEX)), "globex");
		Ticket underWay = miss(ClaudeRequest.builder("faq", GLOBEX).message("other").tags(TAG).build());

		invalidate(OF_ACME, TAG);
		invalidate(OF_ACME);

		assertServed(question(GLOBEX), "globex");
		keep(underWay, "kept");
		assertMiss(question(ACME), MissReason.INVALIDATED);
		assertDiscarded(0);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l22AnswerVoidedByAForgottenStampStaysVoidEvenIfItArrivesLate(InvalidationScope scope) {
		reopen(SHORT);
		keep(miss(question()), "old");
		Ticket late = miss(ClaudeRequest.builder("faq", ACME).message("late").tags(TAG).build());
		invalidate(scope, TAG);
		for (int i = 0; i < 3; i++) {
			harness().elapse(SHORT.plusMillis(1));
			invalidate(scope, "other:" + i);
		}

		assertMiss(question(), MissReason.INVALIDATED);
		discard(late, "late");
		keep(miss(question()), "new");
		assertServed(question(), "new");
	}

	@Test
	void l29AnswerEvictedWhileItIsBeingStoredIsNeverServed() {
		Ticket ticket = miss(question());
		Fingerprint fingerprint = fingerprint(ticket);
		store().before(StoreOperation.STORE, () -> cache().invalidation().evict(ACME, fingerprint));

		keep(ticket, "wrong");

		assertMiss(question(), MissReason.INVALIDATED);
		harness().settle();
		assertMiss(question(), MissReason.INVALIDATED);
	}

	@Test
	void l29AnswerEvictedWhileItIsComputedIsDiscardedAndOthersStay() {
		ClaudeRequest other = ClaudeRequest.builder("faq", ACME).message("other").tags(TAG).build();
		keep(miss(other), "other");
		Ticket ticket = miss(question());

		cache().invalidation().evict(ACME, fingerprint(ticket));

		discard(ticket, "wrong");
		assertServed(other, "other");
	}

	private Fingerprint fingerprint(Ticket ticket) {
		assertThat(ticket.reason()).isEqualTo(MissReason.NOT_FOUND);
		Fingerprints fingerprints = cache().explain(question()).fingerprints();
		assertThat(fingerprints).isNotNull();
		return fingerprints.exact();
	}

	/**
	 * When the late tag is voided, in the order of the steps of a computation.
	 */
	enum Moment {

		/** Before the lookup. */
		BEFORE_CAPTURE(true, false),

		/** Between the read that missed and the capture. */
		WHILE_CAPTURING(true, false),

		/** After the capture, before the leader may read its sources. */
		ONCE_CAPTURED(false, true),

		/** While Claude answers. */
		WHILE_CLAUDE_ANSWERS(false, true),

		/** Before the ledgers are checked again. */
		BEFORE_CHECK(false, true),

		/** After the check, before its outcome is known. */
		ONCE_CHECKED(false, false),

		/** Before the answer is stored. */
		BEFORE_STORE(false, false),

		/** After the answer is stored, before that is known. */
		ONCE_STORED(false, false),

		/** When all is done. */
		AFTERWARDS(false, false);

		private final boolean harmless;

		private final boolean discarded;

		Moment(boolean harmless, boolean discarded) {
			this.harmless = harmless;
			this.discarded = discarded;
		}

	}

}
