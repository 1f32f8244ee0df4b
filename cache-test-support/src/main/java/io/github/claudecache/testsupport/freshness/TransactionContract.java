package io.github.claudecache.testsupport.freshness;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the cache does inside a transaction, with transactions that the test begins and
 * ends. A framework's own transactions are tested where they are bound to the cache.
 * <p>
 * Extend it in the tests of a store and say how the store is opened. Not safe for use by
 * many threads; each test has a store of its own.
 *
 * @since 0.1.0
 */
public abstract class TransactionContract extends FreshnessFixture {

	/**
	 * Creates the contract.
	 */
	protected TransactionContract() {
	}

	@Test
	void l21InvalidationInsideATransactionHoldsAfterTheCommitAndNotBefore() {
		keep(miss(question()), "old");
		this.transactions.begin();

		Invalidation deferred = cache().invalidate(ACME, TAG);

		assertThat(deferred.status()).isEqualTo(Invalidation.Status.DEFERRED_TO_COMMIT);
		assertThat(deferred.applied()).isFalse();
		assertServed(question(), "old");
		assertThat(this.events.events(CacheEvent.Invalidated.class)).isEmpty();

		this.transactions.commit();

		assertMiss(question(), MissReason.INVALIDATED);
		assertThat(this.events.events(CacheEvent.Invalidated.class)).hasSize(1);
	}

	@Test
	void l21InvalidationInsideATransactionThatRollsBackNeverHappens() {
		keep(miss(question()), "old");
		this.transactions.begin();
		cache().invalidation().invalidateForAllTenants(Set.of(new Tag(TAG)));
		cache().invalidation().invalidateEverything();

		this.transactions.rollback();

		assertServed(question(), "old");
		assertThat(this.events.events(CacheEvent.Invalidated.class)).isEmpty();
	}

	@Test
	void l21AnswerComputedBetweenTheChangeAndTheCommitIsVoid() {
		this.transactions.begin();
		cache().invalidate(ACME, TAG);
		Ticket elsewhere = Eventually.get(CompletableFuture.supplyAsync(() -> miss(question())));

		this.transactions.commit();

		discard(elsewhere, "old");
		assertMiss(question(), MissReason.NOT_FOUND);
	}

	@Test
	void l27MissInsideATransactionIsNotKept() {
		Ticket inside = ticket(cache().openAsync(question(), true));

		assertThat(complete(inside, "from an old snapshot").refusal()).isEqualTo(RefusalReason.IN_TRANSACTION);

		assertMiss(question(), MissReason.NOT_FOUND);
		assertThat(this.events.notStored(RefusalReason.IN_TRANSACTION)).isOne();
		assertCounted(2, 1);
	}

	@Test
	void l28MissInsideATransactionThatRollsBackLeavesNothing() {
		this.transactions.begin();
		Ticket inside = (Ticket) cache().open(question());
		assertThat(complete(inside, "from rows that never existed").refusal()).isEqualTo(RefusalReason.IN_TRANSACTION);

		this.transactions.rollback();

		assertMiss(question(), MissReason.NOT_FOUND);
	}

	@Test
	void l27NobodyWaitsForAnAnswerThatIsComputedInsideATransaction() {
		Ticket inside = ticket(cache().openAsync(question(), true));

		Ticket outside = miss(question());

		complete(inside, "from an old snapshot");
		keep(outside, "text");
		assertServed(question(), "text");
	}

	@Test
	void hitsAreServedInsideATransactionAndAnswersUnderWayAreShared() {
		Ticket outside = miss(question());
		CompletableFuture<Lookup> inside = cache().openAsync(question(), true);
		this.patience.awaitWaiting(1);

		keep(outside, "text");

		assertShared(inside, "text");
		Lookup later = Eventually.get(cache().openAsync(question(), true));
		assertThat(later).isNotInstanceOf(Ticket.class);
	}

}
