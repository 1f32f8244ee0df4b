package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The decisions of another cache, by the name that it was given.
 */
sealed interface Peer {

	String name();

	/**
	 * Reads decisions. Their fields tell what they are about.
	 * @throws BadInputException if the file cannot be used
	 */
	static Peer read(ReportArguments.PeerArgument argument) throws IOException {
		List<JsonLines.Row> rows = JsonLines.readSome(argument.decisions());
		if (rows.get(0).has("id")) {
			return OnPairs.of(argument.name(), rows);
		}
		if (rows.get(0).has("seq")) {
			return OnTrace.of(argument.name(), rows);
		}
		throw rows.get(0).bad("this is a decision neither about a pair (id, hit) nor about a request (seq, from)");
	}

	/**
	 * Decisions about pairs.
	 *
	 * @param name the peer
	 * @param hits whether it serves a pair, by the pair's name
	 * @param scores its scores, for the pairs that have one
	 */
	record OnPairs(String name, Map<String, Boolean> hits, Map<String, Double> scores) implements Peer {

		private static OnPairs of(String name, List<JsonLines.Row> rows) throws BadInputException {
			Map<String, Boolean> hits = new HashMap<>();
			Map<String, Double> scores = new HashMap<>();
			for (JsonLines.Row row : rows) {
				hits.put(row.text("id"), row.flag("hit"));
				if (row.has("score")) {
					scores.put(row.text("id"), row.decimal("score"));
				}
			}
			return new OnPairs(name, hits, scores);
		}

		/**
		 * The highest bar on its scores that still serves a pair; negative infinity if
		 * none does.
		 */
		double margin(String pair) {
			double score = this.scores.getOrDefault(pair, Double.NEGATIVE_INFINITY);
			return this.hits.getOrDefault(pair, false) ? score : Double.NEGATIVE_INFINITY;
		}

	}

	/**
	 * Decisions about requests.
	 *
	 * @param name the peer
	 * @param rows the number of decisions
	 * @param servedFrom for each request that was served, whose answer it was
	 */
	record OnTrace(String name, int rows, Map<Long, Long> servedFrom) implements Peer {

		private static OnTrace of(String name, List<JsonLines.Row> rows) throws BadInputException {
			Map<Long, Long> servedFrom = new HashMap<>();
			for (JsonLines.Row row : rows) {
				long seq = row.number("seq");
				if (!row.isNull("from")) {
					long from = row.number("from");
					if (from >= seq) {
						throw row.bad("request " + seq + " cannot have been served the answer of a later one");
					}
					servedFrom.put(seq, from);
				}
			}
			return new OnTrace(name, rows.size(), servedFrom);
		}

	}

}
