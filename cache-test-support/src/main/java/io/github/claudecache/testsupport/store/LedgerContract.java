package io.github.claudecache.testsupport.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the ledgers of every {@code AnswerStore} have to remember, whatever the clock
 * does, whatever is lost and in whatever order things arrive. Tests are named after the
 * rows of the design's table of interleavings where there is one.
 * <p>
 * Extend it in the tests of a store and say how the store is opened. Not safe for use by
 * many threads; each test has a store of its own.
 *
 * @since 0.1.0
 */
public abstract class LedgerContract extends StoreFixture {

	private static final int PRUNING_ROUNDS = 100;

	/**
	 * Creates the contract.
	 */
	protected LedgerContract() {
	}

	static List<InvalidationScope> scopes() {
		return List.of(OF_ACME, EVERYONE);
	}

	@Test
	void stampsRiseEvenWhenTheClockGoesBack() {
		List<Long> stamps = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			stamps.add(invalidate(OF_ACME, "a").stamp());
			harness().clock().advance((i % 2 == 0) ? Duration.ofHours(-1) : Duration.ofMillis(1));
		}

		assertThat(stamps).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void invalidationsAtTheSameMomentHaveStampsOfTheirOwn() {
		List<CompletableFuture<Long>> stamps = IntStream.range(0, 64)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> invalidate(OF_ACME, "a").stamp()))
			.toList();

		assertThat(stamps.stream().map(Eventually::get)).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void captureBeforeAnInvalidationIsVoidAndCaptureAfterItIsNotWhateverTheClockSays(InvalidationScope scope) {
		Stamp before = capture(this.question);
		harness().clock().advance(Duration.ofHours(-1));
		invalidate(scope, "a");
		Stamp after = capture(this.question);

		Standing now = check(ACME, "a", "b");
		assertThat(now.validity(before)).isEqualTo(Validity.INVALIDATED);
		assertThat(now.validity(after)).isEqualTo(Validity.VALID);
		assertThat(check(ACME, "b").validity(before)).isEqualTo(Validity.VALID);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l8YoungerEntryStaysWhenAnOlderOneArrivesLate(InvalidationScope scope) {
		Stamp older = capture(this.question);
		invalidate(scope);
		Stamp younger = capture(this.question);
		assertThat(store(this.question, younger, "new")).isEqualTo(StoreOutcome.STORED);

		assertThat(store(this.question, older, "old")).isEqualTo(StoreOutcome.YOUNGER_PRESENT);

		assertServed(this.question, "new");
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void youngerEntryReplacesAnOlderOne(InvalidationScope scope) {
		captureAndStore(this.question, "old", "a");
		invalidate(scope, "b");

		captureAndStore(this.question, "new", "a");

		assertServed(this.question, "new");
	}

	@Test
	void l9EntryStoredAgainWhileItsTagIsSweptSurvivesAndIsIndexedAgain() {
		captureAndStore(this.question, "old", "doc:returns", "policy:returns");
		invalidate(OF_ACME, "doc:returns");
		captureAndStore(this.question, "new", "doc:returns", "policy:returns");

		harness().settle();

		assertServed(this.question, "new");
		for (String tag : List.of("doc:returns", "policy:returns")) {
			assertThat(Eventually.get(store().count(ACME, new Tag(tag))).entries()).isOne();
		}
		invalidate(OF_ACME, "doc:returns");
		assertNotServed(this.question, MissReason.INVALIDATED);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l11EntryStoredBeforeItsLedgerWasLostIsNeverServedAgain(InvalidationScope scope) {
		captureAndStore(this.question, "old");

		harness().forgetLedger(scope);
		assertLost();

		capture(this.question);
		assertLost();

		for (int i = 0; i < PRUNING_ROUNDS; i++) {
			invalidate(scope, "other");
		}
		assertLost();
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l11AnswerCapturedBeforeItsLedgerWasLostIsVoidWhenItArrives(InvalidationScope scope) {
		Stamp captured = capture(this.question);
		harness().forgetLedger(scope);
		invalidate(scope, "other");

		store(this.question, captured, "old");

		assertLost();
		capture(this.question);
		assertLost();
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void answerOfAnEarlierEraMakesRoomForOneOfThisEra(InvalidationScope scope) {
		invalidate(scope, "other");
		captureAndStore(this.question, "old");
		harness().forgetLedger(scope);

		captureAndStore(this.question, "new");

		assertServed(this.question, "new");
	}

	@Test
	void l12TagsOfOneCallAreNeverVoidedOneByOne() {
		EntryKey ofA = SampleEntry.key(ACME, "a");
		EntryKey ofB = SampleEntry.key(ACME, "b");
		captureAndStore(ofA, "a", "a");
		captureAndStore(ofB, "b", "b");

		invalidate(OF_ACME, "a", "b");

		assertNotServed(ofA, MissReason.INVALIDATED);
		assertNotServed(ofB, MissReason.INVALIDATED);
	}

	@Test
	void l16TenantsNeverTouchEachOtherWithTheSameTag() {
		EntryKey other = SampleEntry.key(GLOBEX, "What is the return policy?");
		captureAndStore(this.question, "30 days", "doc:returns");
		captureAndStore(other, "14 days", "doc:returns");

		invalidate(OF_ACME, "doc:returns");
		assertNotServed(this.question, MissReason.INVALIDATED);
		assertServed(other, "14 days");

		harness().forgetLedger(OF_ACME);
		harness().settle();
		assertServed(other, "14 days");
		assertThat(Eventually.get(store().count(GLOBEX, new Tag("doc:returns"))).entries()).isOne();
		assertThat(Eventually.get(store().entries(ACME, new Tag("doc:returns"), 10))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l22PrunedStampCanNeverValidateAnythingAgain(InvalidationScope scope) {
		reopen(SHORT);
		Stamp before = capture(this.question);
		captureAndStore(this.question, "old", "doc:returns");
		invalidate(scope, "doc:returns");

		forgetSingleInvalidations(scope);

		assertNotServed(this.question, MissReason.INVALIDATED);
		assertThat(check(ACME, "doc:returns").validity(before)).isEqualTo(Validity.INVALIDATED);
		store(this.question, before, "late", "doc:returns");
		assertNotServed(this.question, MissReason.INVALIDATED);
	}

	@ParameterizedTest
	@MethodSource("scopes")
	void l22PruningEndsNoEra(InvalidationScope scope) {
		reopen(SHORT);
		Stamp before = capture(this.question);
		invalidate(scope, "doc:returns");

		forgetSingleInvalidations(scope);

		Stamp after = capture(this.question);
		assertThat(after.comparableTo(before)).isTrue();
		assertThat(after.youngerThan(before)).isTrue();
		assertThat(check(ACME, "doc:returns").validity(after)).isEqualTo(Validity.VALID);
	}

	@Test
	void wholeTenantStaysVoidHoweverMuchIsPruned() {
		reopen(SHORT);
		Stamp before = capture(this.question);
		invalidate(OF_ACME);

		forgetSingleInvalidations(OF_ACME);

		assertThat(check(ACME).validity(before)).isEqualTo(Validity.INVALIDATED);
	}

	// Each of these invalidations may prune only so many stamps.
	private void forgetSingleInvalidations(InvalidationScope scope) {
		for (int round = 0; round < 3; round++) {
			harness().elapse(SHORT.plusMillis(1));
			for (int i = 0; i < PRUNING_ROUNDS; i++) {
				invalidate(scope, "other:" + i);
			}
		}
	}

	private void assertLost() {
		assertThat(objection(this.question, read(this.question))).isIn(lost());
	}

	private static Set<MissReason> lost() {
		return Set.of(MissReason.ERA_CHANGED, MissReason.LEDGER_MISSING, MissReason.NOT_FOUND);
	}

}
