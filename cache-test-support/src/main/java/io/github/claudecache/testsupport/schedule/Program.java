package io.github.claudecache.testsupport.schedule;

import java.util.List;

/**
 * What runs in a schedule.
 *
 * @param clients how many callers there are
 * @param lookups how many questions each of them asks, one after another
 * @param questions what they may ask, an index of the fixed questions each: 0 declares
 * its one source, 1 its two sources, 2 declares one and learns of another late, 3 learns
 * of both late
 * @param tenants how many tenants ask, 1 or 2
 * @param invalidators how many change sources
 * @param invalidations how many changes each of them makes, one after another
 * @param fine whether each operation of the store is a step of its own, and hearing of
 * its outcome another
 * @param accidents how many accidents may happen: a ledger is lost, the clock moves
 * forwards or backwards, callers lose their patience, calls fail or are abandoned
 * @since 0.1.0
 */
public record Program(int clients, int lookups, List<Integer> questions, int tenants, int invalidators,
		int invalidations, boolean fine, int accidents) {

	/**
	 * Creates a program.
	 */
	public Program {
		questions = List.copyOf(questions);
	}

	/**
	 * Eight callers with three questions each, two invalidators with three changes each,
	 * two tenants, every kind of question and three accidents: for random schedules.
	 * @return the program
	 */
	public static Program busy() {
		return new Program(8, 3, List.of(0, 1, 2, 3), 2, 2, 3, true, 3);
	}

	/**
	 * A few callers of one question and a few changes of its source, in coarse steps:
	 * small enough for every schedule.
	 * @param callers how many callers, each with one lookup
	 * @param changes how many changes, one after another
	 * @param question which question, 0 to 3
	 * @return the program
	 */
	public static Program small(int callers, int changes, int question) {
		return new Program(callers, 1, List.of(question), 1, 1, changes, false, 0);
	}

	/**
	 * One caller and one change, in fine steps: small enough for every schedule.
	 * @param question which question, 0 to 3
	 * @return the program
	 */
	public static Program single(int question) {
		return new Program(1, 1, List.of(question), 1, 1, 1, true, 0);
	}

	Question question(Choices choices) {
		int index = (this.questions.size() == 1) ? 0 : choices.next(this.questions.size());
		return Question.values()[this.questions.get(index)];
	}

}
