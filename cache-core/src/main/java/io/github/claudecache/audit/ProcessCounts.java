package io.github.claudecache.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one process counted of a cache, by parts of the window. As a text it has one line
 * for each part: what was counted, when the part began in milliseconds, and the four
 * numbers of a {@link Tally}. Immutable.
 */
record ProcessCounts(List<Part> parts) {

	static final ProcessCounts NONE = new ProcessCounts(List.of());

	private static final int WORDS = 6;

	ProcessCounts {
		parts = List.copyOf(parts);
	}

	/**
	 * Reads what {@link #text} wrote. Whatever else it is given has no counts: who reads
	 * it did not write it.
	 */
	static ProcessCounts of(String text) {
		List<Part> parts = new ArrayList<>();
		try {
			for (String line : text.split("\n")) {
				parts.add(part(line.split(" ")));
			}
		}
		catch (IllegalArgumentException ex) {
			return NONE;
		}
		return new ProcessCounts(parts);
	}

	String text() {
		return this.parts.stream().map(ProcessCounts::line).collect(Collectors.joining("\n"));
	}

	/**
	 * What of it is in a window.
	 * @param kind what was counted
	 * @param after the window's beginning, in milliseconds
	 */
	Tally tally(Kind kind, long after) {
		Tally tally = Tally.NONE;
		for (Part part : this.parts) {
			if (part.kind() == kind && part.begins() > after) {
				tally = tally.plus(part.tally());
			}
		}
		return tally;
	}

	boolean empty(long after) {
		return this.parts.stream().noneMatch((part) -> part.begins() > after);
	}

	private static String line(Part part) {
		Tally tally = part.tally();
		return part.kind() + " " + part.begins() + " " + tally.served() + " " + tally.same() + " " + tally.different()
				+ " " + tally.undecided();
	}

	private static Part part(String[] words) {
		if (words.length != WORDS) {
			throw new IllegalArgumentException("A part has " + WORDS + " words");
		}
		return new Part(Kind.valueOf(words[0]), number(words[1]),
				new Tally(number(words[2]), number(words[3]), number(words[4]), number(words[5])));
	}

	private static long number(String word) {
		long number = Long.parseLong(word);
		if (number < 0) {
			throw new IllegalArgumentException("Nothing counted is negative");
		}
		return number;
	}

	/**
	 * What can be counted.
	 */
	enum Kind {

		EXACT, SEMANTIC, REPORTED

	}

	/**
	 * A part of the window.
	 */
	record Part(Kind kind, long begins, Tally tally) {
	}

}
