package io.github.claudecache.benchmarks.semantic.index;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.SemanticIndex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A search in the memory of the process, idle and while questions are being added, beside
 * the comparison with every question. Prints how often the nearest of all was found.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IndexBenchmark {

	private static final Partition PARTITION = new Partition(TenantId.DEFAULT, new Fingerprint("0".repeat(64)),
			"all-minilm-l6-v2-q");

	private static final Instant EXPIRY = Instant.now().plusSeconds(1_000_000);

	private static final int ASKED = 500;

	private static final int CANDIDATES = 5;

	private static final int CHANGES = 6;

	private static final int KEPT = 10_000;

	@Param("100000")
	private int questions;

	private SemanticIndex index = SemanticIndex.inMemory(1, 1, InstantSource.system());

	private List<float[]> known = List.of();

	private List<float[]> asked = List.of();

	private int next;

	private int added;

	/**
	 * Embeds the questions, or reads what was embedded before, and fills the index.
	 */
	@Setup
	public void fill() {
		HelpDeskQuestions desk = new HelpDeskQuestions(1);
		this.known = QuestionVectors.of("known", desk.known(this.questions));
		this.asked = QuestionVectors.of("asked", desk.asked(ASKED));
		this.index = SemanticIndex.inMemory(1, 2 * this.questions, InstantSource.system());
		for (int i = 0; i < this.known.size(); i++) {
			this.index.add(PARTITION, question(i, this.known.get(i)));
		}
		int found = 0;
		for (float[] vector : this.asked) {
			double best = bestOfAll(vector);
			found += (search(vector).get(0).similarity() >= best - 1e-6) ? 1 : 0;
		}
		System.out.printf("%nrecall@1 %.3f of %d%n", found / (double) this.asked.size(), this.asked.size());
	}

	/**
	 * A search while nothing else happens.
	 * @return what was found
	 */
	@Benchmark
	public List<SemanticIndex.Candidate> idle() {
		return search(nextAsked());
	}

	/**
	 * The comparison with every question.
	 * @return the similarity of the nearest
	 */
	@Benchmark
	public double everyQuestion() {
		return bestOfAll(nextAsked());
	}

	/**
	 * A search while another thread adds and removes questions.
	 * @return what was found
	 */
	@Benchmark
	@Group("changing")
	public List<SemanticIndex.Candidate> searching() {
		return search(nextAsked());
	}

	/**
	 * Each millisecond {@value #CHANGES} questions come and as many go, which is more
	 * than any node stores.
	 */
	@Benchmark
	@Group("changing")
	public void changing() {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		for (int i = 0; i < CHANGES; i++) {
			int id = this.questions + this.added++;
			this.index.add(PARTITION, question(id, this.known.get(id % this.questions)));
			this.index.remove(PARTITION, fingerprint(id - KEPT));
		}
	}

	private List<SemanticIndex.Candidate> search(float[] vector) {
		return this.index.nearest(PARTITION, new Embedding(vector, false), CANDIDATES).toCompletableFuture().join();
	}

	private float[] nextAsked() {
		this.next = (this.next + 1) % ASKED;
		return this.asked.get(this.next);
	}

	private double bestOfAll(float[] vector) {
		Embedding question = new Embedding(vector, false);
		double best = -1;
		for (float[] other : this.known) {
			best = Math.max(best, question.cosine(new Embedding(other, false)));
		}
		return best;
	}

	private static IndexedQuestion question(int id, float[] vector) {
		return new IndexedQuestion(fingerprint(id), new Text(String.valueOf(id)), new Embedding(vector, false), EXPIRY);
	}

	private static Fingerprint fingerprint(int id) {
		return new Fingerprint(String.format("%064x", id));
	}

	private record Text(String text) implements PreparedQuestion {

		@Override
		public String canonical() {
			return this.text;
		}

		@Override
		public boolean standsAlone() {
			return true;
		}

	}

}
