package io.github.claudecache.benchmarks.speed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table in Markdown.
 */
final class Table {

	private static final double PRECISE_BELOW = 100;

	private final List<String> lines = new ArrayList<>();

	Table(String... headings) {
		row((Object[]) headings);
		this.lines.add("|---".repeat(headings.length) + "|");
	}

	void row(Object... cells) {
		StringBuilder line = new StringBuilder("|");
		for (Object cell : cells) {
			line.append(' ').append((cell instanceof Double number) ? text(number) : cell).append(" |");
		}
		this.lines.add(line.toString());
	}

	static String text(double number) {
		if (Double.isNaN(number)) {
			return "";
		}
		return String.format(Locale.ROOT, (Math.abs(number) < PRECISE_BELOW) ? "%.1f" : "%,.0f", number);
	}

	static String factor(double number) {
		return Double.isNaN(number) ? ""
				: String.format(Locale.ROOT, (number < PRECISE_BELOW) ? "%.2f" : "%,.0f", number);
	}

	@Override
	public String toString() {
		return String.join("\n", this.lines);
	}

}
