package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads labelled pairs, and the decisions of peers on them, one JSON object a line.
 */
final class PairFile {

	private static final JsonMapper JSON = new JsonMapper();

	private PairFile() {
	}

	static List<LabelledPair> pairs(Path file) throws IOException {
		List<LabelledPair> pairs = new ArrayList<>();
		for (String line : Files.readAllLines(file)) {
			if (!line.isBlank()) {
				JsonNode row = JSON.readTree(line);
				pairs.add(new LabelledPair(text(row, "id"), text(row, "group"), text(row, "family"), text(row, "a"),
						text(row, "b"), row.path("same_answer").asBoolean()));
			}
		}
		return pairs;
	}

	/**
	 * What a peer would serve.
	 * @param file its decisions
	 * @return whether it hits, by the row's name
	 * @throws IOException if the file cannot be read
	 */
	static Map<String, Boolean> decisions(Path file) throws IOException {
		Map<String, Boolean> hits = new HashMap<>();
		for (String line : Files.readAllLines(file)) {
			if (!line.isBlank()) {
				JsonNode row = JSON.readTree(line);
				hits.put(text(row, "id"), row.path("hit").asBoolean());
			}
		}
		return hits;
	}

	private static String text(JsonNode row, String field) {
		return row.path(field).asString("");
	}

}
