package io.github.claudecache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.LincheckScenario;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The whole store in memory under races of capture, store, invalidation, sweep and the
 * loss of a ledger: nothing from before an acknowledged invalidation is readable, and
 * what is readable is indexed.
 */
class InMemoryAnswerStoreLincheckTests {

	@Test
	void noRaceMakesAVoidAnswerReadable() {
		stress(RealStore.class);
	}

	@Test
	void controlStampTakenAfterTheWorkIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class).isThrownBy(() -> stress(CapturesLate.class));
	}

	private static void stress(Class<?> test) {
		new StressOptions().iterations(3)
			.invocationsPerIteration(1_000)
			.threads(3)
			.actorsPerThread(3)
			.addCustomScenario(LincheckScenario.of(test, "", "compute servedStale", "change servedStale"))
			.addCustomScenario(
					LincheckScenario.of(test, "compute", "compute compute", "change servedStale", "change servedStale"))
			.addCustomScenario(LincheckScenario.of(test, "", "compute servedStale", "change servedStale"))
			.addCustomScenario(
					LincheckScenario.of(test, "compute", "compute", "change servedStale", "lose servedStale compute"))
			.minimizeFailedScenario(false)
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
		public void changeEverything() {
		}

		@Operation
		public void lose() {
		}

		@Operation
		public boolean servedStale() {
			return false;
		}

		@Operation
		public boolean countedTwice() {
			return false;
		}

	}

	/**
	 * One answer that is built from one source.
	 */
	public static class RealStore {

		private static final Set<Tag> TAG = Set.of(new Tag("source"));

		private static final EntryKey KEY = new EntryKey(TenantId.DEFAULT, new Fingerprint("0".repeat(64)));

		private static final InvalidationScope SCOPE = InvalidationScope.of(TenantId.DEFAULT);

		private final InMemoryAnswerStore store = new InMemoryAnswerStore(InMemoryAnswerStore.Settings.DEFAULT,
				() -> Instant.EPOCH, Runnable::run);

		private final AtomicInteger source = new AtomicInteger();

		private final AtomicInteger acknowledged = new AtomicInteger();

		@Operation
		public void compute() {
			Stamp born = capture();
			keep(born, read());
		}

		@Operation
		public void change() {
			int version = this.source.incrementAndGet();
			done(this.store.invalidate(SCOPE, TAG));
			this.acknowledged.accumulateAndGet(version, Math::max);
		}

		@Operation
		public void changeEverything() {
			int version = this.source.incrementAndGet();
			done(this.store.invalidate(InvalidationScope.allTenants(), Set.of()));
			this.acknowledged.accumulateAndGet(version, Math::max);
		}

		@Operation
		public void lose() {
			this.store.forgetLedger(SCOPE);
		}

		@Operation
		public boolean servedStale() {
			int floor = this.acknowledged.get();
			Reading reading = done(this.store.read(KEY, TAG));
			return reading.objection(KEY, Instant.EPOCH, Duration.ofHours(1)) == null
					&& Integer.parseInt(reading.entry().answer().payload().body()) < floor;
		}

		@Operation
		public boolean countedTwice() {
			return done(this.store.count(TenantId.DEFAULT, new Tag("source"))).entries() > 1;
		}

		final Stamp capture() {
			return done(this.store.capture(KEY, TAG)).standing().capture();
		}

		// The source is read some time before the answer is there.
		final int read() {
			int version = this.source.get();
			for (int i = 0; i < 20; i++) {
				Thread.yield();
			}
			return version;
		}

		final void keep(Stamp born, int version) {
			CachedAnswer answer = CachedAnswer.of(AnswerDraft.complete(String.valueOf(version)), Instant.EPOCH, TAG);
			done(this.store.store(new StoredEntry(KEY, "faq", KEY.fingerprint(), new FactorCard(new TreeMap<>()),
					answer, born, Instant.EPOCH.plus(Duration.ofHours(1)))));
		}

		private static <T> T done(CompletionStage<T> stage) {
			return stage.toCompletableFuture().join();
		}

	}

	/**
	 * Captures after the source was read.
	 */
	public static class CapturesLate extends RealStore {

		@Override
		@Operation
		public void compute() {
			int version = read();
			keep(capture(), version);
		}

	}

}
