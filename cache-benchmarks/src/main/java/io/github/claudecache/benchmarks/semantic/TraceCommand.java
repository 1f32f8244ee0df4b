package io.github.claudecache.benchmarks.semantic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.benchmarks.Command;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replays a trace of requests in its order, and the updates of the sources between them
 * as invalidations, and writes which request's answer each was served. The document is a
 * tag of the answer, as if Claude had named it: no request is looked up by it.
 *
 * @since 0.1.0
 */
public final class TraceCommand implements Command {

	private static final JsonMapper JSON = new JsonMapper();

	private final PrintStream err;

	/**
	 * Creates the command.
	 * @param err where usage errors go
	 */
	public TraceCommand(PrintStream err) {
		this.err = err;
	}

	@Override
	public String name() {
		return "trace";
	}

	@Override
	public String summary() {
		return "TRACE.jsonl EVENTS.jsonl --out SERVED.jsonl [--preset strict|balanced|lenient]: replays requests and updates";
	}

	@Override
	public int run(String[] arguments) throws IOException {
		ReplayArguments parsed = ReplayArguments.parse(arguments, 2);
		if (parsed == null) {
			this.err.println("Usage: " + name() + " " + summary());
			return ReplayArguments.USAGE_ERROR;
		}
		Queue<JsonNode> updates = new ArrayDeque<>(rows(parsed.files().get(1)));
		try (ReplayCache cache = new ReplayCache(ReplayEmbeddings.miniLm(), ReplayCache.judge(parsed.preset()));
				BufferedWriter out = Files.newBufferedWriter(parsed.out())) {
			for (JsonNode row : rows(parsed.files().get(0))) {
				apply(cache, updates, row.path("t_ms").asLong());
				out.write(served(cache, row));
				out.newLine();
			}
		}
		return 0;
	}

	private static void apply(ReplayCache cache, Queue<JsonNode> updates, long until) {
		while (!updates.isEmpty() && updates.element().path("t_ms").asLong() <= until) {
			JsonNode update = updates.remove();
			cache.at(update.path("t_ms").asLong());
			cache.cache().invalidate(new TenantId(update.path("tenant").asString()), update.path("doc_id").asString());
		}
		cache.at(until);
	}

	private static String served(ReplayCache cache, JsonNode row) {
		String seq = row.path("seq").asString();
		ClaudeRequest request = ClaudeRequest.builder(ReplayCache.NAME, new TenantId(row.path("tenant").asString()))
			.languageTag(row.path("locale").asString())
			.message(row.path("text").asString())
			.build();
		ClaudeAnswer<String> answer = cache.cache()
			.answer(request, () -> ClaudeAnswer.complete(seq).tagged(row.path("doc_id").asString()));
		Provenance provenance = Objects.requireNonNull(answer.provenance());
		boolean hit = provenance.hit();
		ObjectNode line = JSON.createObjectNode();
		line.put("seq", row.path("seq").asLong());
		line.put("from", hit ? Long.valueOf(answer.value()) : null);
		line.put("tier", provenance.outcome().code());
		return JSON.writeValueAsString(line);
	}

	private static List<JsonNode> rows(Path file) throws IOException {
		List<JsonNode> rows = new ArrayList<>();
		for (String line : Files.readAllLines(file)) {
			if (!line.isBlank()) {
				rows.add(JSON.readTree(line));
			}
		}
		return rows;
	}

}
