package io.github.claudecache.testsupport.semantic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticIndex.Candidate;
import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An index under test, with its operations in the short form that the contract speaks.
 */
abstract class SemanticIndexFixture {

	static final int ENOUGH = 1000;

	static final int DIMENSION = 32;

	static final Duration TTL = Duration.ofHours(24);

	static final TenantId ACME = new TenantId("acme");

	static final TenantId GLOBEX = new TenantId("globex");

	static final Fingerprint SCOPE = new Fingerprint("a".repeat(64));

	static final Partition OF_ACME = new Partition(ACME, SCOPE, "random/32");

	private static final NotJudge JUDGE = new NotJudge(0.9);

	final Random random = new Random(7);

	@Nullable SemanticIndexHarness harness;

	/**
	 * Opens an empty index.
	 * @param maxQuestions how many questions a partition may have
	 * @return the index
	 */
	protected abstract SemanticIndexHarness open(int maxQuestions);

	@BeforeEach
	void openIndex() {
		reopen(ENOUGH);
	}

	@AfterEach
	void closeIndex() {
		if (this.harness != null) {
			this.harness.close();
			this.harness = null;
		}
	}

	final void reopen(int maxQuestions) {
		closeIndex();
		this.harness = open(maxQuestions);
	}

	SemanticIndexHarness harness() {
		assertThat(this.harness).isNotNull();
		return this.harness;
	}

	final SemanticIndex index() {
		return harness().index();
	}

	final void add(Partition partition, int entry, String text, float[] vector) {
		add(index(), partition, entry, text, vector, TTL);
	}

	final void add(SemanticIndex index, Partition partition, int entry, String text, float[] vector, Duration ttl) {
		Instant expires = harness().clock().instant().plus(ttl);
		harness().keepAnswer(partition.tenant(), fingerprint(entry), expires);
		Eventually.get(index.add(partition,
				new IndexedQuestion(fingerprint(entry), JUDGE.prepare(text), new Embedding(vector, false), expires)));
	}

	final void remove(Partition partition, int entry) {
		Eventually.get(index().remove(partition, fingerprint(entry)));
	}

	// Without preparation: what this process has done itself needs none.
	final List<Candidate> nearest(Partition partition, float[] asked, int limit) {
		return Eventually.get(index().nearest(partition, new Embedding(asked, false), limit));
	}

	// As every lookup does.
	static List<Candidate> lookUp(SemanticIndex index, Partition partition, float[] asked, int limit) {
		Eventually.get(index.prepare(partition));
		return Eventually.get(index.nearest(partition, new Embedding(asked, false), limit));
	}

	final List<String> texts(Partition partition, float[] asked, int limit) {
		return texts(nearest(partition, asked, limit));
	}

	static List<String> texts(List<Candidate> candidates) {
		return candidates.stream().map((candidate) -> candidate.question().text()).toList();
	}

	static Fingerprint fingerprint(int entry) {
		return new Fingerprint(String.format("%064x", entry));
	}

	final List<float[]> vectors(int count) {
		return IntStream.range(0, count).mapToObj((i) -> vector()).toList();
	}

	final float[] vector() {
		return near(new float[DIMENSION], 1);
	}

	/**
	 * A vector at some distance from another one.
	 */
	final float[] near(float[] middle, double distance) {
		float[] vector = new float[middle.length];
		double square = 0;
		for (int i = 0; i < vector.length; i++) {
			vector[i] = (float) (middle[i] + this.random.nextGaussian() * distance / Math.sqrt(vector.length));
			square += (double) vector[i] * vector[i];
		}
		for (int i = 0; i < vector.length; i++) {
			vector[i] /= (float) Math.sqrt(square);
		}
		return vector;
	}

	static double cosine(float[] one, float[] other) {
		double product = 0;
		double squareOfOne = 0;
		double squareOfOther = 0;
		for (int i = 0; i < one.length; i++) {
			product += (double) one[i] * other[i];
			squareOfOne += (double) one[i] * one[i];
			squareOfOther += (double) other[i] * other[i];
		}
		return product / Math.sqrt(squareOfOne * squareOfOther);
	}

	/**
	 * The places of the vectors that are nearest to one, found by comparing all.
	 */
	static List<Integer> nearestPlaces(List<float[]> vectors, float[] asked, int limit) {
		List<Integer> places = new ArrayList<>(IntStream.range(0, vectors.size()).boxed().toList());
		places.sort((one, other) -> Double.compare(cosine(vectors.get(other), asked), cosine(vectors.get(one), asked)));
		return places.subList(0, limit);
	}

}
