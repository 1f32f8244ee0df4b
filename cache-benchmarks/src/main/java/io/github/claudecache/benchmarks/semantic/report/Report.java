package io.github.claudecache.benchmarks.semantic.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Everything that was measured in a run.
 *
 * @param command the lines of the command that measured it
 * @param embedder the embedder of the cache and of the thresholds
 * @param pairs what was measured on pairs
 * @param trace what was measured on a trace, if one was given
 * @param notes what was left out, and what else a reader has to know
 * @since 0.1.0
 */
public record Report(List<String> command, String embedder, PairsPart pairs, @Nullable TracePart trace,
		List<String> notes) {

	static final String PAGE = "false-hit-report.md";

	static final String PAIRS_CHART = "false-hit-report-pairs.svg";

	static final String TRACE_CHART = "false-hit-report-trace.svg";

	/**
	 * The table for the console.
	 * @return lines of equal length
	 */
	public String table() {
		return new Overview(this).table();
	}

	/**
	 * Writes the page and its charts.
	 * @param directory where to; it is made if it is not there
	 * @return the files
	 * @throws IOException if they cannot be written
	 */
	public List<Path> write(Path directory) throws IOException {
		Files.createDirectories(directory);
		List<Path> files = new ArrayList<>();
		files.add(Files.writeString(directory.resolve(PAGE), new Page(this).markdown()));
		files.add(Files.writeString(directory.resolve(PAIRS_CHART), Charts.of(this.pairs)));
		if (this.trace != null) {
			files.add(Files.writeString(directory.resolve(TRACE_CHART), Charts.of(this.trace)));
		}
		return files;
	}

}
