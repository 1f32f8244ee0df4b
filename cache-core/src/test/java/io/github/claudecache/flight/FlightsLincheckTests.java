package io.github.claudecache.flight;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.LincheckScenario;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.EntryKey;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever the order of the single steps, at most one caller at a time leads, everyone
 * who joins hears of the end, and those who waited for a failed flight ask once more
 * between them.
 */
class FlightsLincheckTests {

	@Test
	void noOrderOfStepsMakesTwoCallersLead() {
		modelChecking(RealFlights.class, 3);
	}

	@Test
	void noRaceMakesTwoCallersLead() {
		new StressOptions().iterations(10)
			.invocationsPerIteration(2_000)
			.threads(3)
			.actorsPerThread(3)
			.sequentialSpecification(AlwaysOne.class)
			.check(RealFlights.class);
	}

	@Test
	void controlLookingBeforeLeadingIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class)
			.isThrownBy(() -> modelChecking(LooksThenLeads.class, 20));
	}

	@Test
	void controlBoardingAfreshAfterAFailureIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class).isThrownBy(() -> modelChecking(BoardsAfresh.class, 20));
	}

	private static void modelChecking(Class<?> test, int iterations) {
		new ModelCheckingOptions().iterations(iterations)
			.invocationsPerIteration(300)
			.threads(3)
			.actorsPerThread(2)
			.actorsBefore(0)
			.actorsAfter(0)
			.addCustomScenario(LincheckScenario.of(test, "", "askTogether", "askTogether"))
			.addCustomScenario(LincheckScenario.of(test, "", "askAgain", "askAgain", "askAgain"))
			.minimizeFailedScenario(false)
			.sequentialSpecification(AlwaysOne.class)
			.check(test);
	}

	/**
	 * What every operation answers, whatever happened before.
	 */
	public static class AlwaysOne {

		@Operation
		public boolean askTogether() {
			return true;
		}

		@Operation
		public boolean askAgain() {
			return true;
		}

	}

	/**
	 * Callers of one question.
	 */
	abstract static class Callers {

		static final EntryKey KEY = new EntryKey(TenantId.DEFAULT, new Fingerprint("0".repeat(64)));

		static final EntryKey FAILING = new EntryKey(TenantId.DEFAULT, new Fingerprint("f".repeat(64)));

		private static final Stamp BORN = new Stamp(-7, 100, -7, 0);

		static final Standing STANDING = new Standing(new LedgerView(-7, 100, 100), new LedgerView(-7, 0, 0));

		final Flights flights = new Flights();

		private final Flight failed = this.flights.board(FAILING, STANDING, null).flight();

		private final AtomicInteger leaders = new AtomicInteger();

		private final AtomicInteger asked = new AtomicInteger();

		Callers() {
			this.flights.land(this.failed, new Landing.Failed(new IllegalStateException()));
		}

		abstract Boarding board();

		abstract Boarding boardAfter(Flight ended);

		@Operation
		public boolean askTogether() {
			Boarding boarding = board();
			if (!boarding.leads()) {
				return boarding.flight().landing().join() == Landing.Nothing.ABANDONED;
			}
			boolean alone = this.leaders.incrementAndGet() == 1;
			boarding.flight().departed(BORN);
			this.leaders.decrementAndGet();
			this.flights.land(boarding.flight(), Landing.Nothing.ABANDONED);
			return alone;
		}

		@Operation
		public boolean askAgain() {
			Boarding boarding = boardAfter(this.failed);
			if (boarding.leads()) {
				boarding.flight().departed(BORN);
				this.asked.incrementAndGet();
				this.flights.land(boarding.flight(), new Landing.Failed(new IllegalStateException()));
			}
			return boarding.flight().landing().join() instanceof Landing.Failed && this.asked.get() == 1;
		}

	}

	/**
	 * Flights as they are.
	 */
	public static class RealFlights extends Callers {

		@Override
		Boarding board() {
			return this.flights.board(KEY, STANDING, null);
		}

		@Override
		Boarding boardAfter(Flight ended) {
			return this.flights.boardAfter(ended, STANDING, null);
		}

	}

	/**
	 * Looks whether there is a flight, then leads one.
	 */
	public static class LooksThenLeads extends RealFlights {

		private final ConcurrentMap<EntryKey, Flight> underWay = new ConcurrentHashMap<>();

		@Override
		Boarding board() {
			Flight present = this.underWay.get(KEY);
			if (present != null && !present.landing().isDone()) {
				return new Boarding(present, false);
			}
			Flight mine = new Flight(KEY, null);
			this.underWay.put(KEY, mine);
			return new Boarding(mine, true);
		}

	}

	/**
	 * Forgets that others waited for the same flight.
	 */
	public static class BoardsAfresh extends RealFlights {

		@Override
		Boarding boardAfter(Flight ended) {
			return this.flights.board(FAILING, STANDING, null);
		}

	}

}
