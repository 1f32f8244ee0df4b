package io.github.claudecache.benchmarks.semantic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of the report.
 *
 * @param pairs labelled pairs; {@code null} for the project's own
 * @param trace requests, if any
 * @param updates updates of sources between the requests, if any
 * @param peers decisions of peers
 * @param out where the report goes
 */
record ReportArguments(@Nullable Path pairs, @Nullable Path trace, @Nullable Path updates, List<PeerArgument> peers,
		Path out) {

	static final String USAGE = "[--pairs PAIRS.jsonl] [--trace TRACE.jsonl EVENTS.jsonl] [--peer NAME=DECISIONS.jsonl ...]"
			+ " [--out DIR]";

	private static final Path DOCS = Path.of("docs");

	/**
	 * Reads arguments.
	 * @throws IllegalArgumentException if they cannot be used, saying why
	 */
	static ReportArguments parse(String[] arguments) {
		List<String> pairs = List.of();
		List<String> trace = List.of();
		List<String> out = List.of();
		List<PeerArgument> peers = new ArrayList<>();
		int at = 0;
		while (at < arguments.length) {
			String option = arguments[at++];
			List<String> values = Stream.of(arguments)
				.skip(at)
				.takeWhile((argument) -> !argument.startsWith("--"))
				.toList();
			at += values.size();
			switch (option) {
				case "--pairs" -> pairs = values(option, values, 1);
				case "--trace" -> trace = values(option, values, 2);
				case "--out" -> out = values(option, values, 1);
				case "--peer" ->
					values(option, values, Integer.MAX_VALUE).forEach((value) -> peers.add(PeerArgument.parse(value)));
				default -> throw new IllegalArgumentException("There is no option '" + option + "'.");
			}
		}
		return new ReportArguments(path(pairs, 0), path(trace, 0), path(trace, 1), List.copyOf(peers),
				out.isEmpty() ? DOCS : Path.of(out.get(0)));
	}

	/**
	 * The command that was given, with the names of its files instead of their paths.
	 * @return a line for each option
	 */
	List<String> command() {
		List<String> lines = new ArrayList<>();
		lines.add("java -jar cache-benchmarks/target/benchmarks.jar report");
		if (this.pairs != null) {
			lines.add("--pairs " + name(this.pairs));
		}
		if (this.trace != null) {
			lines.add("--trace " + name(this.trace) + ((this.updates != null) ? " " + name(this.updates) : ""));
		}
		for (PeerArgument peer : this.peers) {
			String value = peer.name() + "=" + name(peer.decisions());
			lines.add("--peer " + (value.contains(" ") ? "'" + value + "'" : value));
		}
		return lines;
	}

	/**
	 * What is not measured because nothing was given to measure it on.
	 */
	List<String> leftOut() {
		List<String> notes = new ArrayList<>();
		if (this.pairs == null) {
			notes.add("No pairs were given (`--pairs PAIRS.jsonl`): the project's own were taken.");
		}
		if (this.trace == null) {
			notes.add("No trace was given (`--trace TRACE.jsonl EVENTS.jsonl`): the part on a trace is left out.");
		}
		else if (this.updates == null) {
			notes.add(
					"No updates were given with the trace: nothing was invalidated, so that stale answers are expected.");
		}
		if (this.peers.isEmpty()) {
			notes.add("No decisions of peers were given (`--peer NAME=DECISIONS.jsonl`): the table has none.");
		}
		return notes;
	}

	/**
	 * The names of the trace's files.
	 */
	String traceSource() {
		return Stream.of(this.trace, this.updates)
			.flatMap(Stream::ofNullable)
			.map((file) -> "`" + name(file) + "`")
			.collect(Collectors.joining(" with "));
	}

	static String name(Path file) {
		return String.valueOf(file.getFileName());
	}

	private static List<String> values(String option, List<String> values, int most) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException(option + " needs a value.");
		}
		if (values.size() > most) {
			throw new IllegalArgumentException(option + " has too many values: '" + values.get(most) + "'.");
		}
		return values;
	}

	private static @Nullable Path path(List<String> values, int position) {
		return (values.size() > position) ? Path.of(values.get(position)) : null;
	}

	/**
	 * A peer's decisions.
	 *
	 * @param name what the peer is called
	 * @param decisions the file
	 */
	record PeerArgument(String name, Path decisions) {

		private static PeerArgument parse(String value) {
			int equals = value.indexOf('=');
			if (equals < 1 || equals == value.length() - 1) {
				throw new IllegalArgumentException("--peer needs NAME=DECISIONS.jsonl, not '" + value + "'.");
			}
			return new PeerArgument(value.substring(0, equals), Path.of(value.substring(equals + 1)));
		}

	}

}
