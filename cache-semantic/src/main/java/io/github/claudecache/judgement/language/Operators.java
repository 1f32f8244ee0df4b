package io.github.claudecache.judgement.language;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Families of words that change what the rest of a question means.
 *
 * @since 0.1.0
 */
public enum Operators {

	/** How many of them: all, any, only, except. */
	QUANTIFIER,

	/** On which side of a number: over, under, at least. */
	BOUND,

	/** Before, after, during, until. */
	TEMPORAL,

	/** If, unless, even if. */
	CONDITION,

	/** Not, never, without. */
	NEGATION,

	/** This, that, it. */
	DEIXIS,

	/** Average, total. */
	AGGREGATE,

	/** Production, staging. */
	ENVIRONMENT,

	/** Table, list, summary. */
	FORM;

	private static final Map<String, List<Operators>> FAMILIES = new HashMap<>();

	static {
		for (String line : Resources.lines("operators.txt")) {
			int colon = line.indexOf(':');
			Operators family = valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
			for (String word : line.substring(colon + 1).trim().split("\\s+")) {
				List<Operators> known = FAMILIES.getOrDefault(word, List.of());
				FAMILIES.put(word, known.isEmpty() ? List.of(family) : List.of(known.get(0), family));
			}
		}
	}

	static List<Operators> families(String concept) {
		return FAMILIES.getOrDefault(concept, List.of());
	}

}
