package io.github.claudecache.benchmarks.semantic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

import io.github.claudecache.benchmarks.Command;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.semantic.EmbeddingProvider;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a fresh cache that holds the answer to one question another one, for each pair of
 * a file, and writes whether it served it.
 *
 * @since 0.1.0
 */
public final class PairsCommand implements Command {

	private static final JsonMapper JSON = new JsonMapper();

	private final PrintStream err;

	/**
	 * Creates the command.
	 * @param err where usage errors go
	 */
	public PairsCommand(PrintStream err) {
		this.err = err;
	}

	@Override
	public String name() {
		return "pairs";
	}

	@Override
	public String summary() {
		return "PAIRS.jsonl --out DECISIONS.jsonl [--preset strict|balanced|lenient] [--reverse]: asks b where a is cached";
	}

	@Override
	public int run(String[] arguments) throws IOException {
		ReplayArguments parsed = ReplayArguments.parse(arguments, 1);
		if (parsed == null) {
			this.err.println("Usage: " + name() + " " + summary());
			return ReplayArguments.USAGE_ERROR;
		}
		GuardedJudge judge = ReplayCache.judge(parsed.preset());
		EmbeddingProvider embedder = ReplayEmbeddings.miniLm();
		try (BufferedWriter out = Files.newBufferedWriter(parsed.out())) {
			for (LabelledPair pair : PairFile.pairs(parsed.files().get(0))) {
				try (ReplayCache cache = new ReplayCache(embedder, judge)) {
					out.write(decision(cache, parsed.reverse() ? pair.reversed() : pair));
					out.newLine();
				}
			}
		}
		return 0;
	}

	private static String decision(ReplayCache cache, LabelledPair pair) {
		PairDecision decision = PairDecision.of(cache, pair);
		ObjectNode line = JSON.createObjectNode();
		line.put("id", pair.id());
		line.put("hit", decision.hit());
		line.put("score", decision.score());
		line.put("vetoedBy", decision.vetoedBy());
		return JSON.writeValueAsString(line);
	}

}
