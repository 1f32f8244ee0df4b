package io.github.claudecache.benchmarks.semantic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.claudecache.benchmarks.Command;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.verifier.ClaudeJudge;
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
		return "PAIRS.jsonl --out DECISIONS.jsonl [--preset strict|balanced|lenient] [--reverse] [--judge perfect|wrong2|failing]: asks b where a is cached";
	}

	@Override
	public int run(String[] arguments) throws IOException {
		ReplayArguments parsed = ReplayArguments.parse(arguments, 1);
		if (parsed == null) {
			this.err.println("Usage: " + name() + " " + summary());
			return ReplayArguments.USAGE_ERROR;
		}
		List<LabelledPair> pairs = PairFile.pairs(parsed.files().get(0))
			.stream()
			.map((pair) -> parsed.reverse() ? pair.reversed() : pair)
			.toList();
		if (parsed.judge() == null) {
			write(pairs, ReplayCache.judge(parsed.preset()), List.of(), parsed.out());
			return 0;
		}
		Map<List<String>, Boolean> labels = new HashMap<>();
		pairs.forEach((pair) -> labels.put(List.of(pair.cached(), pair.asked()), pair.same()));
		try (ScriptedJudge scripted = ScriptedJudge.start(parsed.judge(),
				(stored, asked) -> labels.getOrDefault(List.of(stored, asked), false))) {
			write(pairs, ScriptedJudge.unsure(Preset.valueOf(parsed.preset())), List.of(scripted.verifier()),
					parsed.out());
			scripted.report(this.err, pairs.size());
		}
		return 0;
	}

	private static void write(List<LabelledPair> pairs, GuardedJudge judge, List<ClaudeJudge> verifiers, Path file)
			throws IOException {
		EmbeddingProvider embedder = ReplayEmbeddings.miniLm();
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			for (LabelledPair pair : pairs) {
				try (ReplayCache cache = new ReplayCache(embedder, judge, verifiers)) {
					out.write(decision(cache, pair));
					out.newLine();
				}
			}
		}
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
