package io.github.claudecache.benchmarks.semantic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.claudecache.benchmarks.semantic.score.PairOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Labelled pairs for the report: those of a file, or the project's own.
 *
 * @param source where they are from
 * @param pairs the pairs, each with its own name
 * @param hazards the hazard of each pair that has one, by its name
 */
record ReportPairs(String source, List<LabelledPair> pairs, Map<String, String> hazards) {

	/** So many groups of each label are needed to fit on four fifths of them. */
	private static final int ENOUGH_GROUPS = 20;

	private static final String OWN = "/io/github/claudecache/judgement/corpus.tsv";

	/**
	 * Reads pairs.
	 * @param file the file; {@code null} for the project's own pairs
	 * @throws BadInputException if the file cannot be used
	 */
	static ReportPairs read(@Nullable Path file) throws IOException {
		return (file != null) ? of(file) : own();
	}

	private static ReportPairs of(Path file) throws IOException {
		List<LabelledPair> pairs = new ArrayList<>();
		Map<String, String> hazards = new HashMap<>();
		Set<String> ids = new HashSet<>();
		for (JsonLines.Row row : JsonLines.readSome(file)) {
			String id = row.text("id");
			if (!ids.add(id)) {
				throw row.bad("there is another pair with the id '" + id + "'");
			}
			String group = row.text("group", "");
			pairs.add(new LabelledPair(id, group.isEmpty() ? id : group, row.text("family", ""), row.text("a"),
					row.text("b"), row.flag("same_answer")));
			hazards.put(id, row.text("hazard", ""));
		}
		return new ReportPairs("`" + ReportArguments.name(file) + "`", List.copyOf(pairs), hazards);
	}

	/**
	 * The pairs of own writing that the guards are tested with.
	 */
	private static ReportPairs own() throws IOException {
		List<LabelledPair> pairs = new ArrayList<>();
		Map<String, String> groups = new HashMap<>();
		try (InputStream corpus = ReportPairs.class.getResourceAsStream(OWN)) {
			List<String[]> rows = new BufferedReader(
					new InputStreamReader(Objects.requireNonNull(corpus, OWN), StandardCharsets.UTF_8))
				.lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("\t"))
				.toList();
			rows.forEach((fields) -> join(groups, fields[2], fields[3]));
			for (String[] fields : rows) {
				String id = String.format(Locale.ROOT, "own-%04d", pairs.size() + 1);
				pairs.add(new LabelledPair(id, root(groups, fields[2]), fields[0], fields[2], fields[3],
						fields[1].equals("same")));
			}
		}
		return new ReportPairs("The project's own pairs", List.copyOf(pairs), Map.of());
	}

	/** Pairs that share a question, also through others, are one group. */
	private static void join(Map<String, String> groups, String first, String second) {
		groups.put(root(groups, second), root(groups, first));
	}

	private static String root(Map<String, String> groups, String question) {
		String root = question;
		String next = groups.getOrDefault(root, root);
		while (!next.equals(root)) {
			root = next;
			next = groups.getOrDefault(root, root);
		}
		return root;
	}

	PairOutcome outcome(LabelledPair pair, double served) {
		return new PairOutcome(pair.group(), pair.family(), this.hazards.getOrDefault(pair.id(), ""), pair.same(),
				served);
	}

	boolean enoughToFit() {
		return groups(true) >= ENOUGH_GROUPS && groups(false) >= ENOUGH_GROUPS;
	}

	private long groups(boolean same) {
		return this.pairs.stream().filter((pair) -> pair.same() == same).map(LabelledPair::group).distinct().count();
	}

}
