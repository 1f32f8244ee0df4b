package io.github.claudecache.testsupport.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides in every possible way, one schedule after another: while {@link #another} says
 * so, run the schedule once more. Not safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class EveryChoice implements Choices {

	private final List<Integer> decided = new ArrayList<>();

	private final List<Integer> possible = new ArrayList<>();

	private int position;

	private boolean begun;

	/**
	 * Creates the choices of all schedules.
	 */
	public EveryChoice() {
	}

	/**
	 * Goes on to the next schedule.
	 * @return {@code false} if there has been every one
	 */
	public boolean another() {
		this.position = 0;
		if (!this.begun) {
			this.begun = true;
			return true;
		}
		int last = this.decided.size() - 1;
		while (last >= 0 && this.decided.get(last) + 1 == this.possible.get(last)) {
			this.decided.remove(last);
			this.possible.remove(last);
			last--;
		}
		if (last < 0) {
			return false;
		}
		this.decided.set(last, this.decided.get(last) + 1);
		return true;
	}

	@Override
	public int next(int possibilities) {
		if (this.position == this.decided.size()) {
			this.decided.add(0);
			this.possible.add(possibilities);
		}
		return this.decided.get(this.position++);
	}

}
