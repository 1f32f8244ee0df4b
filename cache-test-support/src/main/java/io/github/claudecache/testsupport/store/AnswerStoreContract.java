package io.github.claudecache.testsupport.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.store.TagCount;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@code AnswerStore} has to do, operation by operation. What its ledgers have
 * to remember is in {@link LedgerContract}; both have to hold.
 * <p>
 * Extend it in the tests of a store and say how the store is opened. Not safe for use by
 * many threads; each test has a store of its own.
 *
 * @since 0.1.0
 */
public abstract class AnswerStoreContract extends StoreFixture {

	/**
	 * Creates the contract.
	 */
	protected AnswerStoreContract() {
	}

	@Test
	void entryIsReadBackAsItWasStored() {
		StoredEntry entry = entry(this.question, capture(this.question), "30 days", "policy:returns", "doc:returns");

		assertThat(Eventually.get(store().store(entry))).isEqualTo(StoreOutcome.STORED);

		Reading reading = read(this.question);
		assertThat(reading.entry()).isNotNull();
		assertThat(reading.entry().with(entry.card())).isEqualTo(entry);
		assertThat(reading.fault()).isNull();
		assertThat(objection(this.question, reading)).isNull();
	}

	@Test
	void entryIsListedWithItsCard() {
		StoredEntry entry = entry(this.question, capture(this.question), "30 days", "policy:returns");
		Eventually.get(store().store(entry));

		assertThat(Eventually.get(store().entries(ACME, new Tag("policy:returns"), 10))).containsExactly(entry);
		assertThat(entry.card()).isNotNull();
	}

	@Test
	void nothingIsFoundUnderAnotherKey() {
		captureAndStore(this.question, "30 days");
		EntryKey other = SampleEntry.key(ACME, "Where is my parcel?");

		assertThat(read(other).entry()).isNull();
		assertThat(objection(other, read(other))).isEqualTo(MissReason.NOT_FOUND);
	}

	@Test
	void readingNeverBeginsALedger() {
		assertThat(read(this.question).standing().complete()).isFalse();
		assertThat(check(ACME, "a").complete()).isFalse();
		assertThat(read(this.question).standing()).isEqualTo(Standing.UNKNOWN);
	}

	@Test
	void capturingBeginsBothLedgersOnce() {
		Stamp first = capture(this.question);

		assertThat(read(this.question).standing().complete()).isTrue();
		assertThat(capture(this.question)).isEqualTo(first);
		assertThat(first.tenantEra()).isNegative();
		assertThat(first.globalEra()).isNegative();
	}

	@Test
	void capturingFindsTheEntryThatIsThere() {
		captureAndStore(this.question, "30 days");

		Reading captured = Eventually.get(store().capture(this.question, Set.of()));

		assertThat(objection(this.question, captured)).isNull();
	}

	@Test
	void entryIsVoidedByAnyOfItsTagsAndByNoOther() {
		captureAndStore(this.question, "30 days", "policy:returns", "doc:returns");

		invalidate(OF_ACME, "policy:shipping");
		assertServed(this.question, "30 days");

		invalidate(OF_ACME, "doc:returns");
		assertNotServed(this.question, MissReason.INVALIDATED);
	}

	@Test
	void tagOfTheReaderCountsEvenIfTheEntryDoesNotCarryIt() {
		captureAndStore(this.question, "30 days", "policy:returns");
		invalidate(OF_ACME, "season:winter");

		Reading reading = read(this.question, "season:winter");

		assertThat(objection(this.question, reading)).isEqualTo(MissReason.INVALIDATED);
	}

	@Test
	void everyInvalidationSaysWhatItDid() {
		capture(this.question);

		Invalidation applied = invalidate(OF_ACME, "b", "a");

		assertThat(applied.applied()).isTrue();
		assertThat(applied.scope()).isEqualTo(OF_ACME);
		assertThat(applied.tags()).containsExactly(new Tag("a"), new Tag("b"));
		assertThat(applied.stamp()).isPositive();
		assertThat(capture(this.question).tenantBorn()).isEqualTo(applied.stamp());
	}

	@Test
	void oneCallGivesAllItsTagsOneStamp() {
		long stamp = invalidate(OF_ACME, "a", "b").stamp();
		capture(this.question);

		assertThat(check(ACME, "a").tenant().voided()).isEqualTo(stamp);
		assertThat(check(ACME, "b").tenant().voided()).isEqualTo(stamp);
		assertThat(check(ACME, "c").tenant().voided()).isLessThan(stamp);
	}

	@Test
	void wholeTenantIsVoidedWithoutTags() {
		EntryKey other = SampleEntry.key(GLOBEX, "What is the return policy?");
		captureAndStore(this.question, "30 days", "policy:returns");
		captureAndStore(other, "14 days", "policy:returns");

		invalidate(OF_ACME);

		assertNotServed(this.question, MissReason.INVALIDATED);
		assertServed(other, "14 days");
	}

	@Test
	void globalInvalidationReachesTheTagInEveryTenant() {
		EntryKey other = SampleEntry.key(GLOBEX, "What is the return policy?");
		EntryKey unrelated = SampleEntry.key(GLOBEX, "Where is my parcel?");
		captureAndStore(this.question, "30 days", "doc:shared");
		captureAndStore(other, "14 days", "doc:shared");
		captureAndStore(unrelated, "On its way", "doc:parcels");

		invalidate(EVERYONE, "doc:shared");

		assertNotServed(this.question, MissReason.INVALIDATED);
		assertNotServed(other, MissReason.INVALIDATED);
		assertServed(unrelated, "On its way");
	}

	@Test
	void everythingIsVoidedGloballyWithoutTags() {
		captureAndStore(this.question, "30 days");

		invalidate(EVERYONE);

		assertNotServed(this.question, MissReason.INVALIDATED);
		captureAndStore(this.question, "14 days");
		assertServed(this.question, "14 days");
	}

	@Test
	void tagNamedStarIsJustATag() {
		EntryKey starred = SampleEntry.key(ACME, "starred");
		captureAndStore(this.question, "30 days", "policy:returns");
		captureAndStore(starred, "any", "*");

		invalidate(OF_ACME, "*");

		assertServed(this.question, "30 days");
		assertNotServed(starred, MissReason.INVALIDATED);
	}

	@Test
	void ageCountsFromTheCaptureHoweverOftenAnEntryIsRead() {
		captureAndStore(this.question, "30 days", "policy:returns");
		harness().clock().advance(SampleEntry.TTL.minusMinutes(1));
		assertServed(this.question, "30 days");
		assertServed(this.question, "30 days");

		harness().clock().advance(Duration.ofMinutes(1));

		assertNotServed(this.question, MissReason.EXPIRED);
	}

	@Test
	void entryIsNotServedBeyondTheAgeThatItsReaderAllows() {
		captureAndStore(this.question, "30 days");
		harness().clock().advance(Duration.ofMinutes(10));

		assertThat(read(this.question).objection(this.question, harness().clock().instant(), Duration.ofMinutes(10)))
			.isEqualTo(MissReason.EXPIRED);
		assertServed(this.question, "30 days");
	}

	@Test
	void entryOfANodeWhoseClockIsASecondAheadIsServedAsNew() {
		captureAndStore(this.question, "30 days");

		harness().clock().advance(Duration.ofSeconds(-1));

		assertServed(this.question, "30 days");
		assertThat(read(this.question).entry()).isNotNull()
			.satisfies((entry) -> assertThat(entry.answer().age(harness().clock().instant())).isZero());
	}

	@Test
	void entryFromFurtherInTheFutureIsNotServed() {
		captureAndStore(this.question, "30 days");

		harness().clock().advance(Duration.ofMillis(-1001));

		assertNotServed(this.question, MissReason.EXPIRED);
	}

	@Test
	void entriesAreCountedAndListedByTag() {
		EntryKey second = SampleEntry.key(ACME, "second");
		captureAndStore(this.question, "30 days", "policy:returns", "doc:returns");
		captureAndStore(second, "14 days", "policy:returns");

		assertThat(Eventually.get(store().count(ACME, new Tag("policy:returns"))).entries()).isEqualTo(2);
		assertThat(Eventually.get(store().count(ACME, new Tag("doc:returns"))).entries()).isOne();
		assertThat(Eventually.get(store().count(ACME, new Tag("doc:unknown"))).entries()).isZero();
		assertThat(Eventually.get(store().entries(ACME, new Tag("policy:returns"), 10)))
			.extracting((entry) -> entry.key())
			.containsExactlyInAnyOrder(this.question, second);
		assertThat(Eventually.get(store().entries(ACME, new Tag("policy:returns"), 1))).hasSize(1);
		assertThat(Eventually.get(store().tags(ACME, 100))).contains(new TagCount(new Tag("policy:returns"), 2),
				new TagCount(new Tag("doc:returns"), 1));
		assertThat(Eventually.get(store().tags(ACME, 1)))
			.isEqualTo(List.of(new TagCount(new Tag("policy:returns"), 2)));
	}

	@Test
	void voidedEntriesAreNoLongerCounted() {
		captureAndStore(this.question, "30 days", "policy:returns", "doc:returns");

		invalidate(OF_ACME, "doc:returns");
		harness().settle();

		assertThat(Eventually.get(store().count(ACME, new Tag("policy:returns"))).entries()).isZero();
		assertThat(Eventually.get(store().entries(ACME, new Tag("policy:returns"), 10))).isEmpty();
		assertThat(Eventually.get(store().tags(ACME, 100))).isEmpty();
	}

	@Test
	void entryThatWasReplacedIsIndexedUnderItsNewTagsOnly() {
		captureAndStore(this.question, "30 days", "doc:v1");
		captureAndStore(this.question, "14 days", "doc:v2");

		assertThat(Eventually.get(store().entries(ACME, new Tag("doc:v1"), 10))).isEmpty();
		assertThat(Eventually.get(store().count(ACME, new Tag("doc:v2"))).entries()).isOne();
	}

	@Test
	void statusSaysWhatKindOfStoreItIs() {
		assertThat(store().status().kind()).isNotBlank();
		assertThat(store().status().available()).isTrue();
		assertThat(store().status().detail()).isNull();
	}

	@Test
	void stampThatIsYoungerThanTheLedgerProvesNothing() {
		Stamp now = capture(this.question);
		Stamp ahead = new Stamp(now.tenantEra(), now.tenantBorn() + 1, now.globalEra(), now.globalBorn());

		assertThat(check(ACME).validity(ahead)).isEqualTo(Validity.LEDGER_BEHIND);
	}

}
