package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.github.claudecache.reason.BudgetState;

/**
 * Opens and closes the semantic tier of one cache by what the audit finds. Safe for use
 * by many threads.
 */
final class BudgetWatch {

	private final ErrorBudget budget;

	private final Duration coolDown;

	private final AtomicReference<Mark> mark;

	BudgetWatch(ErrorBudget budget, Duration coolDown) {
		this.budget = budget;
		this.coolDown = coolDown;
		this.mark = new AtomicReference<>(new Mark(BudgetState.OPEN, Instant.MIN, budget.nothing()));
	}

	BudgetState state(Instant now) {
		Mark known = this.mark.get();
		return over(known, now) ? BudgetState.TRIAL : known.state();
	}

	/**
	 * An answer to another wording was audited.
	 * @return whether that changed the state
	 */
	boolean audited(boolean wrong, Instant now) {
		while (true) {
			Mark known = this.mark.get();
			Mark current = over(known, now) ? begin(BudgetState.TRIAL, now) : known;
			if (current.state() == BudgetState.CLOSED) {
				// It was served before the tier was closed, and counted then.
				return false;
			}
			Mark next = next(current, this.budget.with(current.observed(), wrong), now);
			if (this.mark.compareAndSet(known, next)) {
				return next.state() != current.state();
			}
		}
	}

	/**
	 * Somebody takes the responsibility.
	 * @return whether it was not open
	 */
	boolean reopen(Instant now) {
		while (true) {
			Mark known = this.mark.get();
			if (known.state() == BudgetState.OPEN) {
				return false;
			}
			if (this.mark.compareAndSet(known, begin(BudgetState.OPEN, now))) {
				return true;
			}
		}
	}

	private Mark next(Mark current, ErrorBudget.Observed observed, Instant now) {
		if (this.budget.exceeded(observed)) {
			return begin(BudgetState.CLOSED, now);
		}
		if (current.state() == BudgetState.TRIAL && this.budget.kept(observed)) {
			return begin(BudgetState.OPEN, now);
		}
		return new Mark(current.state(), current.since(), observed);
	}

	private Mark begin(BudgetState state, Instant now) {
		return new Mark(state, now, this.budget.nothing());
	}

	private boolean over(Mark known, Instant now) {
		return known.state() == BudgetState.CLOSED && !now.isBefore(known.since().plus(this.coolDown));
	}

	/**
	 * What holds, since when, and what was seen since then.
	 */
	private record Mark(BudgetState state, Instant since, ErrorBudget.Observed observed) {
	}

}
