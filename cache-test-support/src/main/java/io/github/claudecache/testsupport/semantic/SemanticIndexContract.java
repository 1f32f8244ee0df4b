package io.github.claudecache.testsupport.semantic;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.SemanticIndex.Candidate;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * What every {@code SemanticIndex} has to do. One that several processes share has to
 * pass {@link SharedSemanticIndexContract} too, which includes this.
 * <p>
 * Extend it in the tests of an index and say how the index is opened. Not safe for use by
 * many threads; each test has an index of its own.
 *
 * @since 0.1.0
 */
public abstract class SemanticIndexContract extends SemanticIndexFixture {

	private static final double ROUNDING = 1e-4;

	/**
	 * Creates the contract.
	 */
	protected SemanticIndexContract() {
	}

	@Test
	void nothingIsProposedWhereNothingWasAdded() {
		add(OF_ACME, 1, "a question", vector());

		assertThat(lookUp(index(), of("nobody"), vector(), 5)).isEmpty();
	}

	@Test
	void theNearestComeFirstWithTheirExactCosine() {
		List<float[]> vectors = vectors(60);
		for (int i = 0; i < vectors.size(); i++) {
			add(OF_ACME, i, "question " + i, vectors.get(i));
		}
		for (int turn = 0; turn < 20; turn++) {
			float[] asked = near(vectors.get(turn), 0.5);

			List<Candidate> found = lookUp(index(), OF_ACME, asked, 8);

			List<Integer> expected = nearestPlaces(vectors, asked, 8);
			assertThat(texts(found)).isEqualTo(expected.stream().map((place) -> "question " + place).toList());
			assertThat(found).isSortedAccordingTo(Comparator.comparingDouble(Candidate::similarity).reversed());
			for (int i = 0; i < found.size(); i++) {
				int place = expected.get(i);
				assertThat(found.get(i).entry()).isEqualTo(fingerprint(place));
				assertThat(found.get(i).similarity()).isCloseTo(cosine(vectors.get(place), asked), within(ROUNDING));
			}
		}
	}

	@Test
	void theCosineOfAnOppositeIsMinusOne() {
		float[] vector = vector();
		float[] opposite = new float[DIMENSION];
		for (int i = 0; i < DIMENSION; i++) {
			opposite[i] = -vector[i];
		}
		add(OF_ACME, 1, "a question", vector);

		assertThat(nearest(OF_ACME, opposite, 1)).singleElement()
			.satisfies((found) -> assertThat(found.similarity()).isCloseTo(-1, within(ROUNDING)));
	}

	@Test
	void noMoreAreProposedThanWereAskedFor() {
		List<float[]> vectors = vectors(12);
		for (int i = 0; i < vectors.size(); i++) {
			add(OF_ACME, i, "question " + i, vectors.get(i));
		}
		for (int limit : List.of(1, 2, 11, 12, 13, 100)) {
			assertThat(lookUp(index(), OF_ACME, vector(), limit)).hasSize(Math.min(limit, 12));
		}
	}

	@Test
	void aQuestionIsFoundAsSoonAsItsStageHasCompleted() {
		List<float[]> vectors = vectors(40);
		for (int i = 0; i < vectors.size(); i++) {
			Eventually.get(index().prepare(OF_ACME));
			add(OF_ACME, i, "question " + i, vectors.get(i));

			assertThat(texts(OF_ACME, vectors.get(i), 1)).containsExactly("question " + i);
			assertThat(texts(lookUp(index(), OF_ACME, vectors.get(i), 1))).containsExactly("question " + i);
		}
	}

	@Test
	void tenantsHaveNothingOfEachOther() {
		assertApart(OF_ACME, new Partition(GLOBEX, SCOPE, OF_ACME.embedder()), 1);
	}

	@Test
	void scopesHaveNothingOfEachOther() {
		// The fingerprint of an entry contains its scope.
		assertApart(OF_ACME, new Partition(ACME, new Fingerprint("b".repeat(64)), OF_ACME.embedder()), 2);
	}

	@Test
	void embeddersHaveNothingOfEachOther() {
		float[] vector = vector();
		float[] another = vector();
		Partition next = of("random/33");
		add(OF_ACME, 1, "a question", vector);
		assertThat(lookUp(index(), next, vector, 5)).isEmpty();

		add(next, 1, "a question", another);

		assertThat(lookUp(index(), OF_ACME, another, 5)).singleElement()
			.satisfies((found) -> assertThat(found.similarity()).isCloseTo(cosine(vector, another), within(ROUNDING)));
		remove(OF_ACME, 1);
		assertThat(lookUp(index(), OF_ACME, vector, 5)).isEmpty();
		assertThat(lookUp(index(), next, another, 5)).hasSize(1);
	}

	@Test
	void aQuestionThatIsAddedAgainIsReplacedWithItsVector() {
		float[] before = vector();
		float[] after = vector();
		add(OF_ACME, 1, "before", before);
		lookUp(index(), OF_ACME, before, 5);

		add(OF_ACME, 1, "after", after);

		for (float[] asked : List.of(before, after)) {
			assertThat(nearest(OF_ACME, asked, 5)).isEqualTo(lookUp(index(), OF_ACME, asked, 5))
				.singleElement()
				.satisfies((found) -> {
					assertThat(found.question().text()).isEqualTo("after");
					assertThat(found.similarity()).isCloseTo(cosine(after, asked), within(ROUNDING));
				});
		}
	}

	@Test
	void aQuestionThatWasRemovedIsNotProposedAndCanComeBack() {
		float[] vector = vector();
		float[] staying = vector();
		add(OF_ACME, 1, "going", vector);
		add(OF_ACME, 2, "staying", staying);

		remove(OF_ACME, 1);

		assertThat(texts(OF_ACME, vector, 5)).containsExactly("staying");
		assertThat(texts(lookUp(index(), OF_ACME, vector, 5))).containsExactly("staying");
		assertThat(texts(lookUp(index(), OF_ACME, vector, 5))).containsExactly("staying");

		add(OF_ACME, 1, "back", vector);
		assertThat(texts(lookUp(index(), OF_ACME, vector, 5))).containsExactly("back", "staying");
	}

	@Test
	void removingWhatIsNotThereDoesNothing() {
		remove(OF_ACME, 1);
		add(OF_ACME, 1, "a question", vector());
		remove(OF_ACME, 2);
		remove(of("nobody"), 1);

		assertThat(lookUp(index(), OF_ACME, vector(), 5)).hasSize(1);
	}

	@Test
	void whatHasExpiredMakesRoomBeforeWhatHasNot() {
		reopen(10);
		List<float[]> vectors = vectors(11);
		for (int i = 0; i < 10; i++) {
			boolean expiring = i % 2 == 0;
			add(index(), OF_ACME, i, expiring ? "expiring" : "staying", vectors.get(i),
					expiring ? Duration.ofHours(1) : TTL);
		}
		harness().clock().advance(Duration.ofHours(2));
		add(OF_ACME, 10, "staying", vectors.get(10));

		assertThat(texts(OF_ACME, vectors.get(0), 20)).hasSize(6).containsOnly("staying");
		assertThat(texts(lookUp(index(), OF_ACME, vectors.get(0), 20))).doesNotContain("expiring");
	}

	@Test
	void aPartitionIsBounded() {
		reopen(20);
		List<float[]> vectors = vectors(100);
		for (int i = 0; i < vectors.size(); i++) {
			add(OF_ACME, i, "question " + i, vectors.get(i));
			harness().clock().advance(Duration.ofSeconds(1));

			assertThat(texts(OF_ACME, vectors.get(i), ENOUGH)).hasSizeLessThanOrEqualTo(20).contains("question " + i);
		}
		assertThat(lookUp(index(), OF_ACME, vectors.get(0), ENOUGH)).hasSizeBetween(15, 20);
	}

	@Test
	void aVectorOfAnotherDimensionIsRefusedAndDisturbsNobody() {
		float[] vector = vector();
		add(OF_ACME, 1, "a question", vector);
		for (int turn = 0; turn < 20; turn++) {
			int entry = 1 + turn % 2;
			float[] other = new float[] { 0.6f, 0.8f };

			assertThatExceptionOfType(CompletionException.class).as("entry %s", entry)
				.isThrownBy(() -> add(OF_ACME, entry, "a question", other));

			assertThat(lookUp(index(), OF_ACME, vector, 5)).singleElement().satisfies((found) -> {
				assertThat(found.entry()).isEqualTo(fingerprint(1));
				assertThat(found.similarity()).isCloseTo(1, within(ROUNDING));
			});
		}
	}

	@Test
	void aSearchWithAnotherDimensionProposesNothingAndDisturbsNobody() {
		float[] vector = vector();
		add(OF_ACME, 1, "a question", vector);
		for (int turn = 0; turn < 20; turn++) {
			CompletionStage<List<Candidate>> search = index().nearest(OF_ACME, new Embedding(new float[] { 1 }, false),
					5);
			// Whether it fails or finds nothing, the caller asks Claude.
			assertThat(Eventually.<List<Candidate>>get(search.exceptionally((error) -> List.of()))).isEmpty();
		}
		assertThat(lookUp(index(), OF_ACME, vector, 5)).hasSize(1);
	}

	@Test
	void changesAndSearchesOfManyThreadsDoNotDisturbEachOther() {
		Turmoil turmoil = new Turmoil(this, OF_ACME);

		turmoil.run(List.of(index(), index(), index(), index()), 150);

		turmoil.assertOnlyWhatStayed(index());
	}

	private void assertApart(Partition one, Partition other, int entryOfOther) {
		float[] vector = vector();
		add(one, 1, "of one", vector);
		assertThat(lookUp(index(), other, vector, 5)).isEmpty();

		add(other, entryOfOther, "of the other", vector);

		assertThat(texts(lookUp(index(), one, vector, 5))).containsExactly("of one");
		assertThat(texts(lookUp(index(), other, vector, 5))).containsExactly("of the other");
		remove(one, entryOfOther);
		remove(one, 1);
		assertThat(lookUp(index(), one, vector, 5)).isEmpty();
		assertThat(texts(lookUp(index(), other, vector, 5))).containsExactly("of the other");
	}

	private static Partition of(String embedder) {
		return new Partition(ACME, SCOPE, embedder);
	}

}
