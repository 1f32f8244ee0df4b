package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;

import io.github.claudecache.reason.BudgetState;

/**
 * What holds for a cache, since when, and what was seen since then. Immutable.
 */
record BudgetMark(BudgetState state, Instant since, ErrorBudget.Observed observed) {

	static BudgetMark first(ErrorBudget budget) {
		return new BudgetMark(BudgetState.OPEN, Instant.EPOCH, budget.nothing());
	}

	/**
	 * Whether nothing has happened yet.
	 */
	boolean untouched() {
		return this.state == BudgetState.OPEN && this.since.equals(Instant.EPOCH) && this.observed.above().seen() == 0;
	}

	/**
	 * The state at a moment: a pause that is over is a trial.
	 */
	BudgetState state(Duration coolDown, Instant now) {
		return over(coolDown, now) ? BudgetState.TRIAL : this.state;
	}

	BudgetMark with(Change change, ErrorBudget budget, Duration coolDown, Instant now) {
		if (change == Change.REOPENED) {
			return (this.state == BudgetState.OPEN) ? this : begin(BudgetState.OPEN, budget, now);
		}
		BudgetMark current = over(coolDown, now) ? begin(BudgetState.TRIAL, budget, now) : this;
		if (current.state == BudgetState.CLOSED) {
			// It was served before the tier was closed, and counted then.
			return current;
		}
		ErrorBudget.Observed observed = budget.with(current.observed, change == Change.WRONG);
		if (budget.exceeded(observed)) {
			return begin(BudgetState.CLOSED, budget, now);
		}
		if (current.state == BudgetState.TRIAL && budget.kept(observed)) {
			return begin(BudgetState.OPEN, budget, now);
		}
		return new BudgetMark(current.state, current.since, observed);
	}

	private boolean over(Duration coolDown, Instant now) {
		return this.state == BudgetState.CLOSED && !now.isBefore(this.since.plus(coolDown));
	}

	private static BudgetMark begin(BudgetState state, ErrorBudget budget, Instant now) {
		return new BudgetMark(state, now, budget.nothing());
	}

	/**
	 * What changes a mark.
	 */
	enum Change {

		/** An audited answer to another wording was right. */
		RIGHT,

		/** An audited answer to another wording was wrong. */
		WRONG,

		/** Somebody took the responsibility. */
		REOPENED

	}

}
