package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

import io.github.claudecache.benchmarks.Command;
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
		return "TRACE.jsonl EVENTS.jsonl --out SERVED.jsonl [--preset strict|balanced|lenient]: replays requests and updates";
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
		try (ReplayCache cache = new ReplayCache(ReplayEmbeddings.miniLm(), ReplayCache.judge(parsed.preset()))) {
			Files.write(parsed.out(), TraceReplay.replay(trace, cache).stream().map(TraceCommand::line).toList());
		}
		return 0;
	}

	private static String line(TraceReplay.Served served) {
		ObjectNode line = JSON.createObjectNode();
		line.put("seq", served.seq());
		line.put("from", served.from());
		line.put("tier", served.tier());
		return JSON.writeValueAsString(line);
	}

}
