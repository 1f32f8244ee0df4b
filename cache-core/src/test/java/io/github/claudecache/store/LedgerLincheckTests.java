package io.github.claudecache.store;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntBinaryOperator;

import io.github.claudecache.LincheckScenario;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Tag;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

/**
 * Readers of a ledger take no lock. Whatever the order of the single steps of readers and
 * writers, an answer from before an acknowledged invalidation is never valid, even if the
 * stamp is being forgotten at that moment.
 */
class LedgerLincheckTests {

	@Test
	void noOrderOfStepsMakesAVoidAnswerValid() {
		modelChecking(RealLedger.class, 3);
	}

	@Test
	void noRaceMakesAVoidAnswerValid() {
		new StressOptions().iterations(10)
			.invocationsPerIteration(2_000)
			.threads(3)
			.actorsPerThread(3)
			.sequentialSpecification(NeverStale.class)
			.check(RealLedger.class);
	}

	@Test
	void controlForgettingAStampBeforeRaisingTheFloorIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class).isThrownBy(() -> modelChecking(ForgetsFirst.class, 20));
	}

	@Test
	void controlReadingTheFloorBeforeTheStampsIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class)
			.isThrownBy(() -> modelChecking(ReadsFloorFirst.class, 20));
	}

	@Test
	void controlStampTakenAfterTheWorkIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class).isThrownBy(() -> modelChecking(CapturesLate.class, 20));
	}

	// The scenarios in which something could go wrong, and some that nobody thought of.
	private static void modelChecking(Class<?> test, int others) {
		new ModelCheckingOptions().iterations(others)
			.invocationsPerIteration(600)
			.threads(3)
			.actorsPerThread(2)
			.actorsBefore(2)
			.actorsAfter(1)
			.addCustomScenario(LincheckScenario.of(test, "compute change", "changeOther", "servedStale"))
			.addCustomScenario(LincheckScenario.of(test, "compute", "change", "changeOther", "servedStale servedStale"))
			.addCustomScenario(LincheckScenario.of(test, "", "compute", "change servedStale", "changeOther"))
			.minimizeFailedScenario(false)
			.addGuarantee(forClasses("java.security.SecureRandom").allMethods().ignore())
			.sequentialSpecification(NeverStale.class)
			.check(test);
	}

	/**
	 * What every operation answers, whatever happened before.
	 */
	public static class NeverStale {

		@Operation
		public void compute() {
		}

		@Operation
		public void change() {
		}

		@Operation
		public void changeOther() {
		}

		@Operation
		public boolean servedStale() {
			return false;
		}

	}

	/**
	 * One answer, built from one source, and a ledger that remembers one tag: each
	 * invalidation of the other tag makes it forget the first.
	 */
	abstract static class OneAnswer {

		static final Set<Tag> TAG = Set.of(new Tag("source"));

		static final Set<Tag> OTHER = Set.of(new Tag("other"));

		private final AtomicInteger source = new AtomicInteger();

		private final AtomicInteger acknowledged = new AtomicInteger();

		private final AtomicReference<Answer> stored = new AtomicReference<>();

		abstract LedgerView view(Set<Tag> tags);

		abstract void invalidate(Set<Tag> tags);

		@Operation
		public void compute() {
			Stamp born = capture();
			this.stored.set(new Answer(born, read()));
		}

		@Operation
		public void change() {
			int version = this.source.incrementAndGet();
			invalidate(TAG);
			IntBinaryOperator max = Math::max;
			this.acknowledged.accumulateAndGet(version, max);
		}

		@Operation
		public void changeOther() {
			invalidate(OTHER);
		}

		@Operation
		public boolean servedStale() {
			int floor = this.acknowledged.get();
			Answer answer = this.stored.get();
			return answer != null && standing().validity(answer.born()) == Validity.VALID && answer.version() < floor;
		}

		final void store(Answer answer) {
			this.stored.set(answer);
		}

		final Stamp capture() {
			return standing().capture();
		}

		final int read() {
			return this.source.get();
		}

		private Standing standing() {
			LedgerView view = view(TAG);
			return new Standing(view, view);
		}

	}

	record Answer(Stamp born, int version) {
	}

	/**
	 * The ledger as it is.
	 */
	public static class RealLedger extends OneAnswer {

		private final Ledger ledger = new Ledger(Long.MAX_VALUE / 2, 1);

		@Override
		LedgerView view(Set<Tag> tags) {
			return this.ledger.view(tags);
		}

		@Override
		void invalidate(Set<Tag> tags) {
			this.ledger.invalidate(tags, 0);
		}

	}

	/**
	 * Captures after the source was read.
	 */
	public static class CapturesLate extends RealLedger {

		@Override
		@Operation
		public void compute() {
			int version = read();
			store(new Answer(capture(), version));
		}

	}

	/**
	 * The ledger with the steps of pruning, or of reading, the wrong way round.
	 */
	abstract static class WrongOrder extends OneAnswer {

		volatile long tagStamp;

		volatile long last;

		volatile long floor;

		@Override
		synchronized void invalidate(Set<Tag> tags) {
			long stamp = this.last + 1;
			if (tags.equals(TAG)) {
				this.tagStamp = stamp;
				this.last = stamp;
			}
			else {
				this.last = stamp;
				forgetTag();
			}
		}

		abstract void forgetTag();

	}

	/**
	 * Forgets the stamp, then raises the floor.
	 */
	public static class ForgetsFirst extends WrongOrder {

		@Override
		LedgerView view(Set<Tag> tags) {
			long stamp = this.tagStamp;
			return new LedgerView(-1, this.last, Math.max(stamp, this.floor));
		}

		@Override
		void forgetTag() {
			long forgotten = this.tagStamp;
			this.tagStamp = 0;
			this.floor = Math.max(this.floor, forgotten);
		}

	}

	/**
	 * Reads the floor, then the stamp.
	 */
	public static class ReadsFloorFirst extends WrongOrder {

		@Override
		LedgerView view(Set<Tag> tags) {
			long voided = this.floor;
			long stamp = this.tagStamp;
			return new LedgerView(-1, this.last, Math.max(stamp, voided));
		}

		@Override
		void forgetTag() {
			this.floor = Math.max(this.floor, this.tagStamp);
			this.tagStamp = 0;
		}

	}

}
