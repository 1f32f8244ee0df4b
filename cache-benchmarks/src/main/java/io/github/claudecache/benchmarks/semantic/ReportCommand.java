package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.benchmarks.Command;
import io.github.claudecache.benchmarks.semantic.report.PairsPart;
import io.github.claudecache.benchmarks.semantic.report.Report;
import io.github.claudecache.benchmarks.semantic.report.TracePart;
import io.github.claudecache.benchmarks.semantic.score.TraceRequest;
import io.github.claudecache.judgement.score.Weights;
import io.github.claudecache.semantic.EmbeddingProvider;

/**
 * Measures how often a wrong answer is served and what is still served: by this cache, by
 * thresholds on the cosine, and by peers whose decisions are given. Prints a table and
 * writes a page with charts.
 *
 * @since 0.1.0
 */
public final class ReportCommand implements Command {

	private static final int FAILURE = 1;

	private static final int USAGE_ERROR = 2;

	private final PrintStream out;

	private final PrintStream err;

	/**
	 * Creates the command.
	 * @param out where the table goes
	 * @param err where problems go
	 */
	public ReportCommand(PrintStream out, PrintStream err) {
		this.out = out;
		this.err = err;
	}

	@Override
	public String name() {
		return "report";
	}

	@Override
	public String summary() {
		return ReportArguments.USAGE + ": false hits beside thresholds and peers, as a table and a page with charts";
	}

	@Override
	public int run(String[] arguments) throws IOException {
		ReportArguments parsed;
		try {
			parsed = ReportArguments.parse(arguments);
		}
		catch (IllegalArgumentException ex) {
			this.err.println(ex.getMessage());
			this.err.println("Usage: " + name() + " " + ReportArguments.USAGE);
			return USAGE_ERROR;
		}
		try {
			Report report = measure(parsed);
			this.out.println(report.table());
			report.notes().forEach(this.out::println);
			report.write(parsed.out()).forEach((file) -> this.out.println("Written: " + file));
			return 0;
		}
		catch (BadInputException ex) {
			this.err.println(ex.getMessage());
			return FAILURE;
		}
	}

	/** Everything is read before anything is measured, which takes minutes. */
	private static Report measure(ReportArguments arguments) throws IOException {
		Path requests = arguments.trace();
		ReportPairs pairs = ReportPairs.read(arguments.pairs());
		List<Peer> peers = new ArrayList<>();
		for (ReportArguments.PeerArgument peer : arguments.peers()) {
			peers.add(Peer.read(peer));
		}
		Trace trace = (requests != null) ? Trace.read(requests, arguments.updates()) : null;
		List<TraceRequest> labels = (requests != null) ? Trace.labels(requests) : List.of();

		List<String> notes = new ArrayList<>(arguments.leftOut());
		EmbeddingProvider embedder = ReplayEmbeddings.miniLm();
		PairsPart onPairs = new PairsMeasurement(pairs, embedder, notes::add).measure(only(peers, Peer.OnPairs.class));
		List<Peer.OnTrace> onTracePeers = only(peers, Peer.OnTrace.class);
		TracePart onTrace = null;
		if (trace != null) {
			onTrace = new TraceMeasurement(trace, labels, embedder, notes::add).measure(arguments.traceSource(),
					onTracePeers);
		}
		else {
			onTracePeers.forEach((peer) -> notes.add(peer.name() + " has decided about a trace, and is left out."));
		}
		return new Report(arguments.command(), Weights.standard().embedder(), onPairs, onTrace, notes);
	}

	private static <T extends Peer> List<T> only(List<Peer> peers, Class<T> kind) {
		return peers.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

}
