package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.claudecache.audit.BudgetMark.Change;
import io.github.claudecache.reason.BudgetState;

/**
 * Opens and closes the semantic tier of one cache by what the audit finds, here and, if
 * it is shared, in other processes. What changes here holds here at once, and is kept
 * until the others know. Safe for use by many threads.
 */
final class BudgetWatch {

	// What is found beyond that while nobody can be told counts in this process only.
	private static final int MOST_UNTOLD = 1000;

	private final ErrorBudget budget;

	private final Duration coolDown;

	private final boolean shared;

	private final AtomicReference<Held> held;

	BudgetWatch(ErrorBudget budget, Duration coolDown, boolean shared) {
		this.budget = budget;
		this.coolDown = coolDown;
		this.shared = shared;
		this.held = new AtomicReference<>(new Held(BudgetMark.first(budget), List.of()));
	}

	ErrorBudget budget() {
		return this.budget;
	}

	BudgetState state(Instant now) {
		return this.held.get().mark().state(this.coolDown, now);
	}

	/**
	 * An answer to another wording was audited.
	 * @return whether that changed the state
	 */
	boolean audited(boolean wrong, Instant now) {
		return change(wrong ? Change.WRONG : Change.RIGHT, now);
	}

	/**
	 * Somebody takes the responsibility.
	 * @return whether it was not open
	 */
	boolean reopen(Instant now) {
		return change(Change.REOPENED, now);
	}

	Held held() {
		return this.held.get();
	}

	/**
	 * A mark after changes that it does not have yet.
	 */
	BudgetMark after(BudgetMark mark, List<Change> changes, Instant now) {
		BudgetMark next = mark;
		for (Change change : changes) {
			next = next.with(change, this.budget, this.coolDown, now);
		}
		return next;
	}

	/**
	 * Takes the mark of all processes over.
	 * @param mark the mark
	 * @param told how many of the oldest untold changes it has
	 * @return whether that changed the state
	 */
	boolean adopt(BudgetMark mark, int told, Instant now) {
		while (true) {
			Held known = this.held.get();
			List<Change> untold = known.untold().subList(told, known.untold().size());
			Held next = new Held(after(mark, untold, now), untold);
			if (this.held.compareAndSet(known, next)) {
				return next.mark().state(this.coolDown, now) != known.mark().state(this.coolDown, now);
			}
		}
	}

	private boolean change(Change change, Instant now) {
		while (true) {
			Held known = this.held.get();
			BudgetMark next = known.mark().with(change, this.budget, this.coolDown, now);
			if (this.held.compareAndSet(known, new Held(next, untold(known.untold(), change)))) {
				return next.state() != known.mark().state(this.coolDown, now);
			}
		}
	}

	private List<Change> untold(List<Change> untold, Change change) {
		if (!this.shared || (untold.size() >= MOST_UNTOLD && change != Change.REOPENED)) {
			return untold;
		}
		List<Change> more = new ArrayList<>(untold);
		more.add(change);
		return more;
	}

	/**
	 * What holds here.
	 *
	 * @param mark with everything that is known here
	 * @param untold the changes of this process that others do not know, the oldest first
	 */
	record Held(BudgetMark mark, List<Change> untold) {

		Held {
			untold = List.copyOf(untold);
		}

	}

}
