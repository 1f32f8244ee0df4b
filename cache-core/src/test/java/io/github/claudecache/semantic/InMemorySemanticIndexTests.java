package io.github.claudecache.semantic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What is its own: it is right and undisturbed where it looks at signs first, and keeps
 * its bounds. What every index has to do is in the contract, which core cannot run.
 */
class InMemorySemanticIndexTests {

	private static final int DIMENSION = 384;

	private static final Partition PARTITION = partition("a");

	private static final Instant EXPIRY = Instant.parse("2026-02-01T00:00:00Z");

	private final Instant now = Instant.parse("2026-01-05T08:00:00Z");

	private final SemanticIndex index = SemanticIndex.inMemory(10, 200_000, () -> this.now);

	@Test
	void theNearestComeFirstAndTheirSimilarityIsExact() {
		Random random = new Random(1);
		List<float[]> vectors = vectors(random, 3000, 20);
		add(PARTITION, vectors);
		float[] asked = near(vectors.get(7), random, 0.3);

		List<SemanticIndex.Candidate> found = nearest(PARTITION, asked, 5);

		assertThat(found).hasSize(5)
			.isSortedAccordingTo(Comparator.comparingDouble(SemanticIndex.Candidate::similarity).reversed());
		for (SemanticIndex.Candidate candidate : found) {
			float[] vector = vectors.get(Integer.parseInt(candidate.question().text()));
			assertThat(candidate.similarity()).isCloseTo(Embedding.dot(vector, asked), within(1e-5));
		}
	}

	@Test
	void oneOfAHundredIsMissedAtMostAndTheControlOfSketchesAloneMissesMore() {
		Random random = new Random(2);
		List<float[]> vectors = vectors(random, 10_000, 100);
		add(PARTITION, vectors);
		long[][] sketches = vectors.stream().map(Sketch::of).toArray(long[][]::new);
		int asked = 200;
		int found = 0;
		int foundBySketch = 0;
		for (int i = 0; i < asked; i++) {
			float[] question = near(vectors.get(random.nextInt(vectors.size())), random, 2.5);
			int exact = best(vectors.size(), (at) -> Embedding.dot(vectors.get(at), question));
			long[] sketch = Sketch.of(question);
			foundBySketch += (best(vectors.size(), (at) -> -distance(sketch, sketches[at])) == exact) ? 1 : 0;
			found += nearest(PARTITION, question, 1).get(0).question().text().equals(String.valueOf(exact)) ? 1 : 0;
		}
		assertThat(found).isGreaterThanOrEqualTo(asked * 99 / 100);
		assertThat(foundBySketch).isLessThan(asked * 95 / 100);
	}

	@Test
	void partitionsAreBounded() {
		List<float[]> vectors = vectors(new Random(4), 1, 1);
		for (int i = 0; i < 30; i++) {
			add(partition("p" + i), vectors);
		}
		assertThat(IntStream.range(0, 30).filter((i) -> !nearest(partition("p" + i), vectors.get(0), 1).isEmpty()))
			.hasSize(10);
	}

	@Test
	void theTenthThatExpiresFirstMakesRoom() {
		SemanticIndex small = SemanticIndex.inMemory(1, 10, () -> this.now);
		List<float[]> vectors = vectors(new Random(5), 11, 11);
		for (int i = 0; i < 11; i++) {
			small.add(PARTITION, question(i, "q" + i, vectors.get(i), EXPIRY.plusSeconds(i)));
		}
		assertThat(texts(small, vectors.get(0), 20)).hasSize(9).doesNotContain("q0", "q1");
	}

	@Test
	void whatWasAddedBeforeASearchIsFoundWhileOthersAddAndRemove() {
		Random random = new Random(7);
		List<float[]> stable = vectors(random, 3000, 300);
		add(PARTITION, stable);
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<CompletableFuture<Void>> changing = new ArrayList<>();
		for (int thread = 0; thread < 2; thread++) {
			Random own = new Random(thread);
			int base = 10_000 * (thread + 1);
			changing.add(CompletableFuture.runAsync(() -> {
				for (int turn = 0; !over.get(); turn++) {
					int id = base + turn % 500;
					float[] vector = near(stable.get(own.nextInt(stable.size())), own, 1);
					this.index.add(PARTITION, question(id, "passing", vector, EXPIRY));
					if (!nearest(PARTITION, vector, 1).get(0).entry().equals(fingerprint(id))) {
						failures.add(new AssertionError("What was just added was not found"));
					}
					this.index.remove(PARTITION, fingerprint(id));
				}
			}, threads));
		}
		for (int turn = 0; turn < 2000; turn++) {
			int wanted = random.nextInt(stable.size());
			assertThat(nearest(PARTITION, stable.get(wanted), 1)).singleElement()
				.satisfies((found) -> assertThat(found.question().text()).isEqualTo(String.valueOf(wanted)));
		}
		over.set(true);
		changing.forEach(CompletableFuture::join);
		threads.shutdown();
		assertThat(failures).isEmpty();
	}

	private List<SemanticIndex.Candidate> nearest(Partition partition, float[] asked, int limit) {
		return this.index.nearest(partition, new Embedding(asked, false), limit).toCompletableFuture().join();
	}

	private static List<String> texts(SemanticIndex index, float[] asked, int limit) {
		return index.nearest(PARTITION, new Embedding(asked, false), limit)
			.toCompletableFuture()
			.join()
			.stream()
			.map((found) -> found.question().text())
			.toList();
	}

	private void add(Partition partition, List<float[]> vectors) {
		for (int i = 0; i < vectors.size(); i++) {
			this.index.add(partition, question(i, String.valueOf(i), vectors.get(i), EXPIRY));
		}
	}

	private static IndexedQuestion question(int id, String text, float[] vector, Instant expires) {
		return new IndexedQuestion(fingerprint(id), new Question(text), new Embedding(vector, false), expires);
	}

	private static Fingerprint fingerprint(int id) {
		return new Fingerprint(String.format("%064x", id));
	}

	private static Partition partition(String name) {
		return new Partition(new TenantId(name), new Fingerprint("a".repeat(64)), "random");
	}

	// Around some centres, as questions are.
	private static List<float[]> vectors(Random random, int count, int centres) {
		List<float[]> middles = IntStream.range(0, centres).mapToObj((i) -> unit(random, null, 1)).toList();
		return IntStream.range(0, count).mapToObj((i) -> unit(random, middles.get(i % centres), 0.8)).toList();
	}

	private static float[] near(float[] vector, Random random, double distance) {
		return unit(random, vector, distance);
	}

	private static float[] unit(Random random, float[] middle, double distance) {
		float[] vector = new float[DIMENSION];
		double square = 0;
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] = (float) (random.nextGaussian() * distance / Math.sqrt(DIMENSION)
					+ ((middle != null) ? middle[i] : 0));
			square += vector[i] * vector[i];
		}
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] /= (float) Math.sqrt(square);
		}
		return vector;
	}

	private static int distance(long[] one, long[] other) {
		return IntStream.range(0, one.length).map((word) -> Long.bitCount(one[word] ^ other[word])).sum();
	}

	private static int best(int count, IntToDoubleFunction measure) {
		int best = 0;
		for (int i = 1; i < count; i++) {
			best = (measure.applyAsDouble(i) > measure.applyAsDouble(best)) ? i : best;
		}
		return best;
	}

	private record Question(String text) implements PreparedQuestion {

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
