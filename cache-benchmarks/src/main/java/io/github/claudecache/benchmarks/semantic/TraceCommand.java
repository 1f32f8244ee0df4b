package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.benchmarks.Command;
import io.github.claudecache.benchmarks.semantic.score.TraceRequest;
import io.github.claudecache.judgement.score.Preset;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replays a trace of requests in its order, and the updates of the sources between them
 * as invalidations, and writes which request's answer each was served.
 *
 * @since 0.1.0
 */
public final class TraceCommand implements Command {

	private static final int FAILURE = 1;

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
		return "TRACE.jsonl EVENTS.jsonl --out SERVED.jsonl [--preset strict|balanced|lenient]"
				+ " [--judge perfect|wrong2|failing]: replays requests and updates";
	}

	@Override
	public int run(String[] arguments) throws IOException {
		ReplayArguments parsed = ReplayArguments.parse(arguments, 2);
		if (parsed == null) {
			this.err.println("Usage: " + name() + " " + summary());
			return ReplayArguments.USAGE_ERROR;
		}
		Trace trace;
		try {
			trace = Trace.read(parsed.files().get(0), parsed.files().get(1));
		}
		catch (BadInputException ex) {
			this.err.println(ex.getMessage());
			return FAILURE;
		}
		if (parsed.judge() == null) {
			write(trace, new ReplayCache(ReplayEmbeddings.miniLm(), ReplayCache.judge(parsed.preset())), parsed.out());
			return 0;
		}
		Map<String, Set<String>> classes = classes(trace, parsed.files().get(0));
		try (ScriptedJudge scripted = ScriptedJudge.start(parsed.judge(), (stored, asked) -> !Collections
			.disjoint(classes.getOrDefault(stored, Set.of()), classes.getOrDefault(asked, Set.of())))) {
			write(trace, new ReplayCache(ReplayEmbeddings.miniLm(),
					ScriptedJudge.unsure(Preset.valueOf(parsed.preset())), List.of(scripted.verifier())), parsed.out());
			scripted.report(this.err, trace.requests().size());
		}
		return 0;
	}

	private static void write(Trace trace, ReplayCache fresh, Path out) throws IOException {
		try (fresh) {
			Files.write(out, TraceReplay.replay(trace, fresh).stream().map(TraceCommand::line).toList());
		}
	}

	// What each text asks for. The scripted judge is the only one who may know.
	private static Map<String, Set<String>> classes(Trace trace, Path requests) throws IOException {
		List<TraceRequest> labels = Trace.labels(requests);
		Map<String, Set<String>> classes = new HashMap<>();
		for (int i = 0; i < labels.size(); i++) {
			classes.computeIfAbsent(trace.requests().get(i).text(), (text) -> new HashSet<>())
				.add(labels.get(i).classId());
		}
		return classes;
	}

	private static String line(TraceReplay.Served served) {
		ObjectNode line = JSON.createObjectNode();
		line.put("seq", served.seq());
		line.put("from", served.from());
		line.put("tier", served.tier());
		return JSON.writeValueAsString(line);
	}

}
