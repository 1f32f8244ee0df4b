package io.github.claudecache.store;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.claudecache.identity.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one ledger remembers, and what stands for what it has forgotten.
 */
class LedgerTests {

	private static final long DAY = 24L * 60 * 60 * 1_000_000;

	private static final Tag TAG = new Tag("policy:returns");

	@Test
	void nothingIsVoidInANewLedger() {
		Ledger ledger = new Ledger(DAY, 10);

		assertThat(ledger.view(Set.of(TAG)).voided()).isZero();
		assertThat(ledger.view(Set.of(TAG)).last()).isZero();
		assertThat(ledger.view(Set.of(TAG)).present()).isTrue();
	}

	@Test
	void erasAreNegativeAndFitIntoADouble() {
		for (int i = 0; i < 1_000; i++) {
			long era = new Ledger(DAY, 10).view(Set.of()).era();
			assertThat(era).isBetween(-(1L << 52), -1L);
			assertThat((long) (double) era).isEqualTo(era);
		}
	}

	@Test
	void stampIsTheTimeUnlessTheTimeWouldNotRise() {
		Ledger ledger = new Ledger(DAY, 10);

		assertThat(ledger.invalidate(Set.of(TAG), 1_000)).isEqualTo(1_000);
		assertThat(ledger.invalidate(Set.of(TAG), 1_000)).isEqualTo(1_001);
		assertThat(ledger.invalidate(Set.of(TAG), 5)).isEqualTo(1_002);
		assertThat(new Ledger(DAY, 10).invalidate(Set.of(TAG), -7)).isOne();
	}

	@Test
	void stampIsForgottenAfterTheRetentionAndTheFloorStandsForIt() {
		Ledger ledger = new Ledger(DAY, 10);
		ledger.invalidate(Set.of(TAG), 1_000);
		assertThat(ledger.view(Set.of()).voided()).isZero();

		ledger.invalidate(Set.of(new Tag("other")), 1_001 + DAY);

		assertThat(ledger.view(Set.of(TAG)).voided()).isEqualTo(1_000);
		assertThat(ledger.view(Set.of()).voided()).isEqualTo(1_000);
	}

	@Test
	void tagThatIsInvalidatedAgainIsRememberedByItsLastStamp() {
		Ledger ledger = new Ledger(DAY, 2);
		ledger.invalidate(Set.of(TAG), 1_000);
		ledger.invalidate(Set.of(new Tag("b")), 2_000);
		ledger.invalidate(Set.of(TAG), 3_000);

		ledger.invalidate(Set.of(new Tag("c")), 4_000);

		assertThat(ledger.view(Set.of()).voided()).isEqualTo(2_000);
		assertThat(ledger.view(Set.of(TAG)).voided()).isEqualTo(3_000);
	}

	@Test
	void ledgerStaysWithinItsBoundHoweverManyTagsOneCallNames() {
		Ledger ledger = new Ledger(DAY, 10);
		long before = 0;
		for (int call = 0; call < 50; call++) {
			ledger.invalidate(tags(call, 100), 0);
			// Ten tags of this call are remembered at most, so all of the call before
			// are forgotten.
			assertThat(ledger.view(Set.of()).voided()).isGreaterThanOrEqualTo(before);
			before = ledger.view(Set.of()).last();
		}
	}

	@Test
	void callWithMoreTagsThanTheLedgerRemembersVoidsAllOfThem() {
		Ledger ledger = new Ledger(DAY, 1);

		long stamp = ledger.invalidate(tags(0, 100), 1_000);

		assertThat(tags(0, 100)).allSatisfy((tag) -> assertThat(ledger.view(Set.of(tag)).voided()).isEqualTo(stamp));
	}

	@Test
	void wholeLedgerIsVoidedWithoutTags() {
		Ledger ledger = new Ledger(DAY, 10);

		long stamp = ledger.invalidate(List.of(), 1_000);

		assertThat(ledger.view(Set.of(TAG)).voided()).isEqualTo(stamp);
		assertThat(ledger.view(Set.of(TAG)).last()).isEqualTo(stamp);
	}

	private static Set<Tag> tags(int call, int number) {
		return IntStream.range(0, number).mapToObj((i) -> new Tag("tag:" + call + ":" + i)).collect(Collectors.toSet());
	}

}
