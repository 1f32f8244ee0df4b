package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.benchmarks.Command;
import io.github.claudecache.judgement.score.Weights;

/**
 * Fits the weights of the semantic tier's score on labelled pairs, and prints what they
 * are worth on questions that were not fitted.
 *
 * @since 0.1.0
 */
public final class TrainCommand implements Command {

	private static final int USAGE_ERROR = 2;

	private final PrintStream out;

	/**
	 * Makes the command.
	 * @param out where it reports
	 */
	public TrainCommand(PrintStream out) {
		this.out = out;
	}

	@Override
	public String name() {
		return "train";
	}

	@Override
	public String summary() {
		return "[--pairs] PAIRS.jsonl [--out FILE] [--peer NAME=DECISIONS.jsonl]: fits the semantic score, out of fold";
	}

	@Override
	public int run(String[] arguments) throws IOException {
		Path pairs = null;
		Path out = null;
		List<String> peers = new ArrayList<>();
		for (int i = 0; i < arguments.length; i++) {
			boolean last = i + 1 == arguments.length;
			switch (arguments[i]) {
				case "--pairs" -> pairs = last ? null : Path.of(arguments[++i]);
				case "--out" -> out = last ? null : Path.of(arguments[++i]);
				case "--peer" -> peers.add(last ? "" : arguments[++i]);
				default -> pairs = Path.of(arguments[i]);
			}
		}
		if (pairs == null || peers.stream().anyMatch((peer) -> !peer.contains("="))) {
			this.out.println("Usage: " + name() + " " + summary());
			return USAGE_ERROR;
		}
		List<LabelledPair> labelled = PairFile.pairs(pairs);
		Training training = new Training(Examples.of(labelled, new Embedder()), this.out);
		for (String peer : peers) {
			int equals = peer.indexOf('=');
			training.peer(peer.substring(0, equals), PairFile.decisions(Path.of(peer.substring(equals + 1))));
		}
		Weights weights = training.run();
		if (out != null) {
			List<String> lines = new ArrayList<>();
			lines.add("# Written by: java -jar cache-benchmarks/target/benchmarks.jar train PAIRS.jsonl --out FILE");
			lines.addAll(weights.lines());
			Files.write(out, lines);
			this.out.println("Written to " + out);
		}
		return 0;
	}

}
