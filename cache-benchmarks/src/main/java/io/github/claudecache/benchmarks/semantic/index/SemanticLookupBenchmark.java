package io.github.claudecache.benchmarks.semantic.index;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.benchmarks.semantic.MiniLm;
import io.github.claudecache.embedding.ModelEmbeddings;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The lookup of a question that nobody has asked in these words, through the door of the
 * cache, beside one embedding of such a question: as it was asked, which is what a cache
 * that embeds questions pays, and of its canonical form, which is shorter and is what
 * this one embeds. All in turns, so that they have the same machine: their medians and
 * the ratios are printed behind each iteration.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class SemanticLookupBenchmark {

	private static final String CACHE = "faq";

	private static final int ENTRIES = 10_000;

	private static final int ASKED = 2000;

	private final ModelEmbeddings embedder = MiniLm.load();

	private final GuardedJudge judge = GuardedJudge.standard(Preset.STRICT);

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of(CACHE, "static").with(Semantic.GUARDED))
		.semantic(new SemanticTier(this.embedder, SemanticIndex.inMemory(10, 2 * ENTRIES, InstantSource.system()),
				this.judge,
				new SemanticTier.Settings(SemanticTier.Settings.DEFAULT.candidates(),
						SemanticTier.Settings.DEFAULT.floor(), Duration.ofSeconds(5)),
				InstantSource.system(), Patience.system()))
		.build();

	private List<String> asked = List.of();

	private List<String> canonical = List.of();

	private final long[] lookups = new long[100_000];

	private final long[] embeddings = new long[100_000];

	private final long[] canonicals = new long[100_000];

	private int turns;

	private int next;

	/**
	 * Fills the scope.
	 */
	@Setup
	public void fill() {
		HelpDeskQuestions desk = new HelpDeskQuestions(1);
		for (String question : desk.known(ENTRIES)) {
			if (this.cache.open(request(question)) instanceof Ticket ticket) {
				ticket.complete(AnswerDraft.complete("An answer."), List.of());
			}
		}
		this.asked = desk.asked(ASKED);
		this.canonical = this.asked.stream().map((text) -> this.judge.prepare(text).canonical()).toList();
	}

	/**
	 * One of each.
	 * @return the vector
	 */
	@Benchmark
	public Embedding inTurns() {
		// Never two of one question: the second would find the first one's traces.
		long began = System.nanoTime();
		if (this.cache.open(request(this.asked.get(this.next))) instanceof Ticket ticket) {
			ticket.abandon();
		}
		long lookedUp = System.nanoTime();
		Embedding embedding = embed(this.asked.get((this.next + ASKED / 3) % ASKED));
		long embedded = System.nanoTime();
		embed(this.canonical.get((this.next + 2 * ASKED / 3) % ASKED));
		int turn = this.turns % this.lookups.length;
		this.lookups[turn] = lookedUp - began;
		this.embeddings[turn] = embedded - lookedUp;
		this.canonicals[turn] = System.nanoTime() - embedded;
		this.turns++;
		this.next = (this.next + 1) % ASKED;
		return embedding;
	}

	private Embedding embed(String text) {
		return this.embedder.embed(List.of(text)).toCompletableFuture().join().get(0);
	}

	/**
	 * Prints.
	 */
	@TearDown(Level.Iteration)
	public void print() {
		double lookup = median(this.lookups);
		double asAsked = median(this.embeddings);
		double canonical = median(this.canonicals);
		System.out.printf(
				"p50: lookup %.0f us; embedding %.0f us, ratio %.2f; of the canonical form %.0f us, ratio %.2f%n",
				lookup / 1000, asAsked / 1000, lookup / asAsked, canonical / 1000, lookup / canonical);
		this.turns = 0;
	}

	private double median(long[] nanos) {
		long[] sorted = Arrays.copyOf(nanos, Math.min(this.turns, nanos.length));
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static ClaudeRequest request(String question) {
		return ClaudeRequest.builder(CACHE, TenantId.DEFAULT).message(question).build();
	}

}
