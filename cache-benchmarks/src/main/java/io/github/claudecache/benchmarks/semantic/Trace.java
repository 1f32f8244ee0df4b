package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.claudecache.benchmarks.semantic.score.TraceRequest;
import org.jspecify.annotations.Nullable;

/**
 * Requests and the updates of sources between them, in the order of time.
 *
 * @param requests what is asked
 * @param updates what becomes void
 */
record Trace(List<Request> requests, List<Update> updates) {

	/**
	 * Reads a trace.
	 * @param requests the file of requests
	 * @param updates the file of updates, if there is one
	 * @throws BadInputException if a file cannot be used
	 */
	static Trace read(Path requests, @Nullable Path updates) throws IOException {
		List<Request> asked = new ArrayList<>();
		for (JsonLines.Row row : JsonLines.readSome(requests)) {
			asked.add(new Request(row.number("seq"), row.number("t_ms"), row.text("tenant"), row.text("locale"),
					row.text("text"), row.text("doc_id")));
		}
		List<Update> updated = new ArrayList<>();
		for (JsonLines.Row row : (updates != null) ? JsonLines.read(updates) : List.<JsonLines.Row>of()) {
			updated.add(new Update(row.number("t_ms"), row.text("tenant"), row.text("doc_id")));
		}
		return new Trace(asked, updated);
	}

	/**
	 * Reads which answers are right for which requests.
	 * @param requests the file of requests
	 * @throws BadInputException if the file cannot be used
	 */
	static List<TraceRequest> labels(Path requests) throws IOException {
		List<TraceRequest> labels = new ArrayList<>();
		Set<Long> seen = new HashSet<>();
		for (JsonLines.Row row : JsonLines.readSome(requests)) {
			if (!seen.add(row.number("seq"))) {
				throw row.bad("there is another request with the seq " + row.number("seq"));
			}
			String classId = row.text("class_id");
			labels.add(new TraceRequest(row.number("seq"), row.text("tenant"), row.text("locale"), classId,
					row.text("class_coarse", classId), row.text("answer_key")));
		}
		return labels;
	}

	/**
	 * A request.
	 *
	 * @param seq its number
	 * @param millis when it comes
	 * @param tenant who asks
	 * @param locale a language tag
	 * @param text the question
	 * @param document what its answer depends on
	 */
	record Request(long seq, long millis, String tenant, String locale, String text, String document) {
	}

	/**
	 * A document that was changed.
	 *
	 * @param millis when
	 * @param tenant whose it is
	 * @param document the tag of what depends on it
	 */
	record Update(long millis, String tenant, String document) {
	}

}
