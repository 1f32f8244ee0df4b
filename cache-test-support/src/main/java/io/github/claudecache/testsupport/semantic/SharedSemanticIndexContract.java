package io.github.claudecache.testsupport.semantic;

import java.util.List;

import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticIndex.Candidate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/**
 * What a {@code SemanticIndex} has to do that several processes share: the contract of
 * every index, and what one process adds and removes reaches the others.
 * <p>
 * Extend it in the tests of an index and say how the index is opened. Not safe for use by
 * many threads; each test has an index of its own.
 *
 * @since 0.1.0
 */
public abstract class SharedSemanticIndexContract extends SemanticIndexContract {

	// What fits into pages of every usual size without a rest: their borders are where
	// something gets lost.
	private static final int PAGES = 256;

	private static final int LOOK_UPS = 50;

	/**
	 * Creates the contract.
	 */
	protected SharedSemanticIndexContract() {
	}

	@Override
	protected abstract SharedSemanticIndexHarness open(int maxQuestions);

	@Test
	void whatOneHasAddedTheOtherFinds() {
		List<float[]> vectors = vectors(40);
		for (int i = 0; i < vectors.size(); i++) {
			boolean even = i % 2 == 0;
			add(even ? index() : other(), OF_ACME, i, "question " + i, vectors.get(i), TTL);

			float[] asked = near(vectors.get(i), 0.3);
			Candidate found = lookUp(even ? other() : index(), OF_ACME, asked, 1).get(0);
			assertThat(found.question().text()).isEqualTo("question " + i);
			assertThat(found.similarity()).isCloseTo(cosine(vectors.get(i), asked), within(1e-4));
		}
	}

	@Test
	void whoComesLateFindsAllOfIt() {
		List<float[]> vectors = vectors(PAGES);
		for (int i = 0; i < PAGES; i++) {
			add(OF_ACME, i, "question " + i, vectors.get(i));
		}
		// It may take some lookups, but not for ever.
		int found = 0;
		for (int i = 0; i < LOOK_UPS && found < PAGES; i++) {
			found = lookUp(other(), OF_ACME, vectors.get(0), ENOUGH).size();
		}
		for (int i = 0; i < PAGES; i++) {
			assertThat(texts(lookUp(other(), OF_ACME, vectors.get(i), 1))).containsExactly("question " + i);
		}
	}

	@Test
	void whatOneHasReplacedTheOtherFindsByItsNewVector() {
		float[] before = vector();
		float[] after = vector();
		add(OF_ACME, 1, "a question", before);
		assertThat(lookUp(other(), OF_ACME, before, 5)).hasSize(1);

		add(OF_ACME, 1, "a question", after);

		assertThat(lookUp(other(), OF_ACME, after, 5)).singleElement()
			.satisfies((found) -> assertThat(found.similarity()).isCloseTo(1, within(1e-4)));
	}

	@Test
	void whatOneHasRemovedTheOtherDoesNotPropose() {
		float[] known = vector();
		float[] unknown = vector();
		add(OF_ACME, 1, "known to both", known);
		assertThat(lookUp(other(), OF_ACME, known, 5)).hasSize(1);
		add(OF_ACME, 2, "known to one", unknown);

		remove(OF_ACME, 1);
		remove(OF_ACME, 2);

		assertThat(lookUp(other(), OF_ACME, known, 5)).isEmpty();
		assertThat(lookUp(index(), OF_ACME, known, 5)).isEmpty();

		add(other(), OF_ACME, 1, "known to both", known, TTL);
		assertThat(texts(lookUp(index(), OF_ACME, known, 5))).containsExactly("known to both");
	}

	@Test
	void partitionsAreApartForTheOtherToo() {
		float[] vector = vector();
		add(OF_ACME, 1, "of acme", vector);

		assertThat(lookUp(other(), new Partition(GLOBEX, SCOPE, OF_ACME.embedder()), vector, 5)).isEmpty();
	}

	@Test
	void aVectorOfAnotherDimensionDoesNotDisturbTheOther() {
		float[] vector = vector();
		add(OF_ACME, 1, "a question", vector);
		assertThatThrownBy(() -> add(OF_ACME, 2, "refused", new float[] { 0.6f, 0.8f })).isNotNull();
		// Now what was refused is older, wherever there is an order.
		add(OF_ACME, 1, "a question", vector);

		assertThat(texts(lookUp(other(), OF_ACME, vector, 5))).containsExactly("a question");
	}

	@Test
	void whenEverythingIsLostNothingIsProposedAndNewQuestionsAreFound() {
		float[] vector = vector();
		add(OF_ACME, 1, "lost", vector);
		assertThat(lookUp(index(), OF_ACME, vector, 5)).hasSize(1);
		assertThat(lookUp(other(), OF_ACME, vector, 5)).hasSize(1);

		harness().loseEverything();

		assertBothFindOnlyWhatIsNew(vector);
	}

	@Test
	void changesAndSearchesOfManyProcessesDoNotDisturbEachOther() {
		Turmoil turmoil = new Turmoil(this, OF_ACME);

		turmoil.run(List.of(index(), other(), index(), other()), 150);

		turmoil.assertOnlyWhatStayed(index());
		turmoil.assertOnlyWhatStayed(other());
	}

	@Override
	final SharedSemanticIndexHarness harness() {
		return (SharedSemanticIndexHarness) super.harness();
	}

	private SemanticIndex other() {
		return harness().other();
	}

	private void assertBothFindOnlyWhatIsNew(float[] vector) {
		assertThat(lookUp(index(), OF_ACME, vector, 5)).isEmpty();
		assertThat(lookUp(other(), OF_ACME, vector, 5)).isEmpty();
		add(OF_ACME, 2, "new", vector);
		assertThat(texts(lookUp(index(), OF_ACME, vector, 5))).containsExactly("new");
		assertThat(texts(lookUp(other(), OF_ACME, vector, 5))).containsExactly("new");
	}

}
