package io.github.claudecache.benchmarks.semantic.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of a name and figures in each row, for a page and for a console.
 */
final class FigureTable {

	private final List<List<String>> rows = new ArrayList<>();

	FigureTable(String heading, List<String> headings) {
		row(heading, headings);
	}

	void row(String name, List<String> figures) {
		this.rows.add(Stream.concat(Stream.of(name), figures.stream()).toList());
	}

	String markdown() {
		List<String> lines = new ArrayList<>();
		for (List<String> row : this.rows) {
			lines.add(row.stream()
				.map((cell) -> cell.replace("|", "\\|"))
				.collect(Collectors.joining(" | ", "| ", " |\n")));
		}
		lines.add(1, "|---|" + "---:|".repeat(this.rows.get(0).size() - 1) + "\n");
		return String.join("", lines);
	}

	String aligned() {
		int columns = this.rows.get(0).size();
		int[] widths = new int[columns];
		for (List<String> row : this.rows) {
			for (int i = 0; i < columns; i++) {
				widths[i] = Math.max(widths[i], row.get(i).length());
			}
		}
		StringBuilder text = new StringBuilder();
		for (List<String> row : this.rows) {
			text.append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
			for (int i = 1; i < columns; i++) {
				text.append("  ").append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
			}
			text.append('\n');
		}
		return text.toString();
	}

}
