package io.github.claudecache.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.claudecache.reason.BudgetState;
import org.jspecify.annotations.Nullable;

/**
 * The mark of all processes, with the names of the last writings, by which a process that
 * did not get a reply learns whether it was heard. As a text it is one line of words.
 * Immutable.
 */
record SharedMark(BudgetMark mark, List<String> writings) {

	// More than can be written by others between a lost reply and the next look.
	private static final int REMEMBERED = 32;

	private static final String SPACE = " ";

	private static final String COMMA = ",";

	private static final int WORDS = 7;

	SharedMark {
		writings = List.copyOf(writings);
	}

	/**
	 * The next mark.
	 * @param mark what it says
	 * @param before the one that it is made from; {@code null} if it is the first
	 * @param writing the name of this writing
	 */
	static SharedMark next(BudgetMark mark, @Nullable SharedMark before, String writing) {
		List<String> writings = new ArrayList<>((before != null) ? before.writings : List.of());
		writings.add(writing);
		return new SharedMark(mark, writings.subList(Math.max(0, writings.size() - REMEMBERED), writings.size()));
	}

	/**
	 * Reads what {@link #text} wrote.
	 * @param text the text; {@code null} if there is none
	 * @param budget the budget that it is about
	 * @return the mark; {@code null} if the text is none
	 */
	static @Nullable SharedMark of(@Nullable String text, ErrorBudget budget) {
		if (text == null) {
			return null;
		}
		String[] words = text.split(SPACE);
		if (words.length != WORDS) {
			return null;
		}
		try {
			Evidence above = evidence(words[2], words[3], budget.above().length);
			Evidence below = evidence(words[4], words[5], budget.below().length);
			return new SharedMark(new BudgetMark(BudgetState.valueOf(words[0]),
					Instant.ofEpochMilli(Long.parseLong(words[1])), new ErrorBudget.Observed(above, below)),
					List.of(words[6].split(COMMA)));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	String text() {
		Evidence above = this.mark.observed().above();
		Evidence below = this.mark.observed().below();
		return String.join(SPACE, this.mark.state().name(), Long.toString(this.mark.since().toEpochMilli()),
				Long.toString(above.seen()), parts(above), Long.toString(below.seen()), parts(below),
				String.join(COMMA, this.writings));
	}

	private static String parts(Evidence evidence) {
		return Arrays.stream(evidence.bought()).mapToObj(Double::toString).collect(Collectors.joining(COMMA));
	}

	private static Evidence evidence(String seen, String bought, int alternatives) {
		double[] parts = Arrays.stream(bought.split(COMMA)).mapToDouble(Double::parseDouble).toArray();
		long number = Long.parseLong(seen);
		boolean possible = number >= 0 && parts.length == alternatives
				&& Arrays.stream(parts).allMatch((part) -> part >= 0);
		if (!possible) {
			throw new IllegalArgumentException("No evidence: " + seen + SPACE + bought);
		}
		return new Evidence(parts, number);
	}

}
