package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Ticket;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.freshness.VolatilityPolicy;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static io.github.claudecache.redis.EntryRig.ACME;
import static io.github.claudecache.redis.EntryRig.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long an entry lives is decided by what it says of itself, not by what Redis has
 * left of its TTL, and by the ledgers, not by what is left of them.
 */
class EntryLifeTests {

	private static final EntryRig RIG = new EntryRig();

	private final ClaudeRequest question = request(ACME, "May I return it? " + UUID.randomUUID());

	@AfterAll
	static void close() {
		RIG.close();
	}

	@Test
	void everyEntryHasATtl() {
		byte[] key = RIG.kept(this.question, "Within 30 days.");

		assertThat(RIG.redis().pttl(key)).isPositive().isLessThanOrEqualTo(Duration.ofHours(24).toMillis());
	}

	@Test
	void entryThatLostItsTtlIsServedUntilItsOwnExpiryOnly() {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		assertThat(RIG.redis().persist(key)).isTrue();
		RIG.assertServed(this.question, "Within 30 days.");

		RIG.clock.advance(Duration.ofHours(24));

		RIG.assertMissed(this.question, MissReason.EXPIRED);
		assertThat(RIG.redis().pttl(key)).isEqualTo(-1);
	}

	@Test
	void entryThatIsOlderThanItsClassAllowsByNowIsNotServed() {
		RIG.kept(this.question, "Within 30 days.");
		RIG.clock.advance(Duration.ofMinutes(10));
		ClaudeCache stricter = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.volatility(VolatilityPolicy.byName(List.of(new VolatilityClass("reference", Duration.ofMinutes(10), 0))))
			.store(RIG.store)
			.clock(RIG.clock)
			.build();

		assertThat(stricter.open(this.question)).isInstanceOfSatisfying(Ticket.class, (ticket) -> {
			assertThat(ticket.reason()).isEqualTo(MissReason.EXPIRED);
			ticket.abandon();
		});
		RIG.assertServed(this.question, "Within 30 days.");
	}

	@Test
	void entryOfANodeWhoseClockIsAHundredMillisecondsAheadIsServedAsNew() {
		try (EntryRig ahead = new EntryRig(RIG.namespace, UnaryOperator.identity())) {
			ahead.clock.set(RIG.clock.instant().plusMillis(100));
			ahead.keep(this.question, "Within 30 days.");
		}

		assertThat(RIG.cache.open(this.question)).isInstanceOfSatisfying(Hit.class,
				(hit) -> assertThat(hit.provenance().age()).isZero());
	}

	@Test
	void entryFromTheFutureIsNotServed() {
		try (EntryRig ahead = new EntryRig(RIG.namespace, UnaryOperator.identity())) {
			ahead.clock.set(RIG.clock.instant().plusSeconds(2));
			ahead.keep(this.question, "Within 30 days.");
			ahead.assertServed(this.question, "Within 30 days.");
		}

		RIG.assertMissed(this.question, MissReason.EXPIRED);
	}

	@Test
	void entryWhoseLedgerWasEvictedIsNotServedThenOrLater() {
		for (byte[] ledger : List.of(RIG.keys.ledger(ACME), RIG.keys.globalLedger())) {
			RIG.keep(this.question, "Within 30 days.");
			RIG.assertServed(this.question, "Within 30 days.");
			assertThat(RIG.redis().del(ledger)).isOne();

			RIG.assertMissed(this.question, MissReason.LEDGER_MISSING);
			RIG.assertMissed(this.question, MissReason.ERA_CHANGED);
		}
	}

	// ledger.md: a stamp may be gone if the floor stands for it.
	@Test
	void entryWhoseTagWasPrunedFromTheLedgerIsNotServed() {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		byte[] dump = RIG.redis().dump(key);
		double stamp = RIG.cache.invalidate(ACME, "policy:returns").stamp();
		RIG.store.swept().join();
		RIG.redis().del(key);
		RIG.redis().restore(key, 60_000, dump);
		RIG.assertMissed(this.question, MissReason.INVALIDATED);

		byte[] ledger = RIG.keys.ledger(ACME);
		RIG.redis().zadd(ledger, stamp, EntryRig.bytes("!floor"));
		assertThat(RIG.redis().zrem(ledger, EntryRig.bytes("t:policy:returns"))).isOne();

		RIG.assertMissed(this.question, MissReason.INVALIDATED);
	}

}
