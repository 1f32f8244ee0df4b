package io.github.claudecache.freshness;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What two ledgers say about one answer: both have to agree.
 */
class StandingTests {

	private static final long ERA = -7;

	private static final Stamp BORN = new Stamp(ERA, 100, ERA, 200);

	@Test
	void answerIsValidFromTheStampThatWouldVoidItToTheLastOne() {
		assertThat(tenant(100, 100).validity(BORN)).isEqualTo(Validity.VALID);
		assertThat(tenant(150, 100).validity(BORN)).isEqualTo(Validity.VALID);
		assertThat(tenant(150, 101).validity(BORN)).isEqualTo(Validity.INVALIDATED);
		assertThat(tenant(99, 50).validity(BORN)).isEqualTo(Validity.LEDGER_BEHIND);
	}

	@Test
	void eitherLedgerCanObject() {
		LedgerView fine = new LedgerView(ERA, 100, 0);
		assertThat(new Standing(fine, new LedgerView(ERA, 300, 201)).validity(BORN)).isEqualTo(Validity.INVALIDATED);
		assertThat(new Standing(fine, LedgerView.MISSING).validity(BORN)).isEqualTo(Validity.LEDGER_MISSING);
		assertThat(new Standing(LedgerView.MISSING, fine).validity(BORN)).isEqualTo(Validity.LEDGER_MISSING);
		assertThat(new Standing(fine, new LedgerView(-8, 200, 0)).validity(BORN)).isEqualTo(Validity.ERA_CHANGED);
		assertThat(new Standing(new LedgerView(-8, 200, 0), fine).validity(BORN)).isEqualTo(Validity.ERA_CHANGED);
	}

	@Test
	void callerAdmitsWhatBeganAfterEverythingThatItKnowsToBeVoid() {
		assertThat(tenant(500, 100).admits(BORN)).isTrue();
		assertThat(tenant(500, 101).admits(BORN)).isFalse();
		assertThat(new Standing(new LedgerView(ERA, 500, 0), new LedgerView(ERA, 500, 201)).admits(BORN)).isFalse();
		assertThat(new Standing(new LedgerView(-8, 500, 0), new LedgerView(ERA, 500, 0)).admits(BORN)).isFalse();
		assertThat(Standing.UNKNOWN.admits(BORN)).isFalse();
	}

	@Test
	void callerMayBeBehindTheCaptureAndStillAdmitIt() {
		assertThat(tenant(50, 50).admits(BORN)).isTrue();
	}

	@Test
	void momentIsTheSameOnlyIfNeitherLedgerMoved() {
		assertThat(tenant(100, 0).sameMomentAs(BORN)).isTrue();
		assertThat(tenant(101, 0).sameMomentAs(BORN)).isFalse();
		assertThat(new Standing(new LedgerView(ERA, 100, 0), new LedgerView(ERA, 201, 0)).sameMomentAs(BORN)).isFalse();
		assertThat(Standing.UNKNOWN.sameMomentAs(BORN)).isFalse();
	}

	@Test
	void nothingCanBeginWithoutBothLedgers() {
		assertThatIllegalStateException().isThrownBy(Standing.UNKNOWN::capture);
		assertThatIllegalStateException()
			.isThrownBy(() -> new Standing(new LedgerView(ERA, 1, 0), LedgerView.MISSING).capture());
		assertThat(tenant(100, 0).capture()).isEqualTo(BORN);
	}

	@Test
	void stampIsYoungerIfEitherLedgerSaysSo() {
		assertThat(new Stamp(ERA, 101, ERA, 0).youngerThan(BORN)).isTrue();
		assertThat(new Stamp(ERA, 0, ERA, 201).youngerThan(BORN)).isTrue();
		assertThat(BORN.youngerThan(BORN)).isFalse();
		assertThat(new Stamp(-8, 100, ERA, 200).comparableTo(BORN)).isFalse();
		assertThat(new Stamp(ERA, 100, -8, 200).comparableTo(BORN)).isFalse();
	}

	private static Standing tenant(long last, long voided) {
		return new Standing(new LedgerView(ERA, last, voided), new LedgerView(ERA, 200, 0));
	}

}
