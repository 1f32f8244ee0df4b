package io.github.claudecache.judgement.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Words for numbers and units, in the languages whose numbers are understood.
 */
final class NumberWords {

	/** The dimensions that are currencies. */
	static final Set<String> CURRENCIES = Set.of("usd", "cad", "aud", "eur", "gbp", "jpy", "inr", "chf", "cny", "sek",
			"nok", "dkk", "pln", "mxn", "brl", "krw");

	private static final Map<String, String> VALUES = new HashMap<>();

	private static final Map<String, Unit> UNITS = new HashMap<>();

	private static final Set<String> SUFFIXES = Set.of("st", "nd", "rd", "th", "am", "pm", "h", "x");

	static {
		for (String line : Resources.lines("numbers.txt")) {
			String[] fields = line.trim().split("\\s+");
			VALUES.put(fields[0], fields[1]);
		}
		for (String line : Resources.lines("units.txt")) {
			int colon = line.indexOf(':');
			String[] head = line.substring(0, colon).split(" ");
			for (String name : line.substring(colon + 1).trim().split("\\s+")) {
				UNITS.putIfAbsent(name, new Unit(head[0], Double.parseDouble(head[1]), name));
			}
		}
	}

	private NumberWords() {
	}

	/**
	 * How a word counts.
	 * @param word in lower case
	 * @return a value; behind an x, a magnitude; behind a #, an ordinal; behind a *, a
	 * number of times
	 */
	static @Nullable String value(String word) {
		return VALUES.get(word);
	}

	static boolean currency(String name) {
		Unit unit = UNITS.get(name);
		return unit != null && CURRENCIES.contains(unit.dimension());
	}

	static @Nullable Unit unit(String name) {
		return UNITS.get(name);
	}

	/**
	 * Whether letters that follow digits without a space are a word of their own, as in
	 * 5pm, 3rd and 10kg.
	 * @param suffix the letters in lower case
	 * @return whether
	 */
	static boolean suffixOfNumber(String suffix) {
		return SUFFIXES.contains(suffix) || (UNITS.containsKey(suffix) && !suffix.equals("m") && !suffix.equals("g"));
	}

	/**
	 * A unit of measure or a currency.
	 *
	 * @param dimension what it measures
	 * @param factor its size in the dimension's own unit
	 * @param name the unit's name as it was written
	 */
	record Unit(String dimension, double factor, String name) {
	}

}
