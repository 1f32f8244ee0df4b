package io.github.claudecache.judgement.language;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What kind of answer a question asks for.
 *
 * @since 0.1.0
 */
public enum Asks {

	/** A procedure. */
	HOW,

	/** A reason. */
	WHY,

	/** A point in time. */
	WHEN,

	/** A place. */
	WHERE,

	/** A person. */
	WHO,

	/** A price. */
	PRICE,

	/** A length of time. */
	DURATION,

	/** How often. */
	FREQUENCY,

	/** How many. */
	COUNT,

	/** How much. */
	AMOUNT,

	/** What a word means. */
	DEFINE,

	/** A choice out of several. */
	WHICH,

	/** A thing or fact. */
	WHAT,

	/** An enumeration. */
	LIST,

	/** What to do in a situation. */
	OPTIONS,

	/** What follows from something. */
	WHATIF,

	/** Whether something is possible or allowed. */
	CAN,

	/** Whether something is required. */
	MUST,

	/** Whether something is advisable. */
	SHOULD,

	/** Yes or no. */
	WHETHER,

	/** That something is done. */
	REQUEST,

	/** A report of what somebody said. */
	REPORT,

	/** Nothing; a statement. */
	STATEMENT;

	private static final Map<String, Double> CONFLICTS = Map.ofEntries(pair(HOW, REQUEST, 0.1), pair(HOW, OPTIONS, 0.2),
			pair(HOW, CAN, 0.4), pair(HOW, WHERE, 0.4), pair(HOW, WHAT, 0.4), pair(HOW, WHICH, 0.4),
			pair(HOW, STATEMENT, 0.4), pair(HOW, LIST, 0.6), pair(REQUEST, CAN, 0.3), pair(REQUEST, STATEMENT, 0.3),
			pair(REQUEST, OPTIONS, 0.3), pair(REQUEST, WHAT, 0.4), pair(REQUEST, WHERE, 0.4), pair(REQUEST, LIST, 0.2),
			pair(REQUEST, WHETHER, 0.5), pair(STATEMENT, WHY, 0.3), pair(STATEMENT, OPTIONS, 0.2),
			pair(STATEMENT, WHETHER, 0.5), pair(STATEMENT, WHAT, 0.4), pair(STATEMENT, CAN, 0.6),
			pair(STATEMENT, REPORT, 0.3), pair(REPORT, WHY, 0.3), pair(REPORT, OPTIONS, 0.4), pair(WHETHER, CAN, 0.3),
			pair(WHETHER, MUST, 0.5), pair(WHETHER, SHOULD, 0.5), pair(WHETHER, WHICH, 0.5), pair(WHETHER, WHAT, 0.6),
			pair(WHETHER, LIST, 0.4), pair(WHAT, WHICH, 0.0), pair(WHAT, DEFINE, 0.2), pair(WHAT, LIST, 0.1),
			pair(WHAT, PRICE, 0.3), pair(WHAT, WHEN, 0.4), pair(WHAT, WHERE, 0.4), pair(WHAT, WHO, 0.4),
			pair(WHAT, COUNT, 0.4), pair(WHAT, AMOUNT, 0.3), pair(WHAT, DURATION, 0.4), pair(WHAT, OPTIONS, 0.4),
			pair(WHAT, FREQUENCY, 0.4), pair(WHICH, LIST, 0.0), pair(WHICH, WHO, 0.2), pair(WHICH, WHERE, 0.4),
			pair(WHICH, WHEN, 0.4), pair(WHICH, COUNT, 0.5), pair(WHICH, OPTIONS, 0.6), pair(AMOUNT, PRICE, 0.2),
			pair(AMOUNT, COUNT, 0.3), pair(AMOUNT, DURATION, 0.6), pair(WHEN, DURATION, 0.5),
			pair(WHATIF, OPTIONS, 0.5), pair(WHATIF, WHETHER, 0.5), pair(WHATIF, WHAT, 0.3), pair(LIST, COUNT, 0.7),
			pair(OPTIONS, WHERE, 0.6), pair(OPTIONS, CAN, 0.5), pair(COUNT, WHETHER, 0.6), pair(COUNT, REQUEST, 0.5),
			pair(LIST, STATEMENT, 0.4), pair(WHAT, CAN, 0.5), pair(CAN, WHICH, 0.6));

	private static Map.Entry<String, Double> pair(Asks left, Asks right, double strength) {
		return Map.entry(key(left, right), strength);
	}

	private static String key(Asks left, Asks right) {
		return (left.ordinal() < right.ordinal()) ? left.name() + right.name() : right.name() + left.name();
	}

	/**
	 * How far an answer of one kind is from serving a question of the other.
	 * @param other the other kind
	 * @return from 0, the same, to 1
	 */
	public double conflict(Asks other) {
		return TABLE[ordinal()][other.ordinal()];
	}

	/**
	 * Whether a question word says what is asked, so that "can" in the question adds
	 * nothing to it: where can I, where do I.
	 * @return whether
	 */
	public boolean specific() {
		return switch (this) {
			case HOW, WHY, WHEN, WHERE, WHO, PRICE, DURATION, FREQUENCY, COUNT, AMOUNT, DEFINE, WHICH, OPTIONS,
					WHATIF ->
				true;
			default -> false;
		};
	}

	static @Nullable Asks marked(String mark) {
		return switch (mark) {
			case "@verify" -> WHETHER;
			default -> valueOf(mark.substring(1).toUpperCase(Locale.ROOT));
		};
	}

	/** Looked up by two indexes, because it is asked for each candidate. */
	private static final double[][] TABLE = table();

	private static double[][] table() {
		double[][] table = new double[values().length][values().length];
		for (Asks left : values()) {
			for (Asks right : values()) {
				table[left.ordinal()][right.ordinal()] = (left == right) ? 0
						: CONFLICTS.getOrDefault(key(left, right), 1.0);
			}
		}
		return table;
	}

}
