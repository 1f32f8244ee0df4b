package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import io.github.claudecache.audit.ProcessCounts.Kind;
import io.github.claudecache.audit.ProcessCounts.Part;
import io.github.claudecache.reason.AuditVerdict;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one tier of a cache within a window that moves on in steps. Safe
 * for use by many threads.
 */
final class SlidingCounts {

	private static final int STEPS = 24;

	private final long stepMillis;

	private final AtomicReferenceArray<@Nullable Step> steps = new AtomicReferenceArray<>(STEPS);

	SlidingCounts(Duration window) {
		this.stepMillis = Math.max(1, window.toMillis() / STEPS);
	}

	void served(Instant now) {
		step(now).served.increment();
	}

	void audited(AuditVerdict verdict, Instant now) {
		Step step = step(now);
		switch (verdict) {
			case SAME -> step.same.increment();
			case DIFFERENT -> step.different.increment();
			case UNDECIDED -> step.undecided.increment();
		}
	}

	Tally tally(Instant now) {
		long last = now.toEpochMilli() / this.stepMillis;
		Tally tally = Tally.NONE;
		for (int i = 0; i < STEPS; i++) {
			Step step = this.steps.get(i);
			if (step != null && step.number > last - STEPS && step.number <= last) {
				tally = tally.plus(step.tally());
			}
		}
		return tally;
	}

	/**
	 * What was counted, by parts of the window; older parts may be among them.
	 */
	List<Part> parts(Kind kind) {
		List<Part> parts = new ArrayList<>();
		for (int i = 0; i < STEPS; i++) {
			Step step = this.steps.get(i);
			if (step != null) {
				parts.add(new Part(kind, step.number * this.stepMillis, step.tally()));
			}
		}
		return parts;
	}

	/**
	 * What began later than that is in the window.
	 */
	long windowStart(Instant now) {
		return (now.toEpochMilli() / this.stepMillis - STEPS) * this.stepMillis;
	}

	private Step step(Instant now) {
		long number = now.toEpochMilli() / this.stepMillis;
		int at = (int) Math.floorMod(number, (long) STEPS);
		while (true) {
			Step step = this.steps.get(at);
			// A clock that was set back counts where it had got to.
			if (step != null && step.number >= number) {
				return step;
			}
			Step next = new Step(number);
			if (this.steps.compareAndSet(at, step, next)) {
				return next;
			}
		}
	}

	/**
	 * A part of the window.
	 */
	private static final class Step {

		private final long number;

		private final LongAdder served = new LongAdder();

		private final LongAdder same = new LongAdder();

		private final LongAdder different = new LongAdder();

		private final LongAdder undecided = new LongAdder();

		private Step(long number) {
			this.number = number;
		}

		private Tally tally() {
			return new Tally(this.served.sum(), this.same.sum(), this.different.sum(), this.undecided.sum());
		}

	}

}
