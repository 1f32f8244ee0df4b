package io.github.claudecache.testsupport.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticIndex.Candidate;
import io.github.claudecache.testsupport.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Threads that add, remove and search in one partition at the same time. Some questions
 * stay all the time; each thread has others of its own that come and go. Every proposal
 * is checked: that it was added here, and how similar it is.
 */
final class Turmoil {

	private static final int STAYING = 40;

	private static final int PASSING = 8;

	private final SemanticIndexFixture fixture;

	private final Partition partition;

	private final List<float[]> vectors;

	/**
	 * Adds what stays.
	 */
	Turmoil(SemanticIndexFixture fixture, Partition partition) {
		this.fixture = fixture;
		this.partition = partition;
		this.vectors = new ArrayList<>(fixture.vectors(STAYING));
		for (int entry = 0; entry < STAYING; entry++) {
			fixture.add(partition, entry, text(entry), this.vectors.get(entry));
		}
	}

	/**
	 * Runs one thread for each handle.
	 * @param handles the index as each thread has it
	 * @param turns how often each thread adds and removes a question
	 */
	void run(List<SemanticIndex> handles, int turns) {
		// What is in the same place of another tenant must never come up.
		Partition foreign = new Partition(SemanticIndexFixture.GLOBEX, this.partition.scope(),
				this.partition.embedder());
		this.vectors.addAll(this.fixture.vectors(PASSING * handles.size()));
		ExecutorService threads = Executors.newFixedThreadPool(handles.size() + 1);
		try {
			List<CompletableFuture<Void>> running = new ArrayList<>();
			for (int thread = 0; thread < handles.size(); thread++) {
				SemanticIndex index = handles.get(thread);
				int first = STAYING + thread * PASSING;
				running.add(CompletableFuture.runAsync(() -> change(index, first, turns), threads));
			}
			running.add(CompletableFuture.runAsync(() -> addForeign(handles.get(0), foreign, turns), threads));
			running.forEach(Eventually::get);
		}
		finally {
			threads.shutdownNow();
		}
	}

	/**
	 * Everything that stayed is found, and nothing else.
	 */
	void assertOnlyWhatStayed(SemanticIndex index) {
		for (int entry = 0; entry < STAYING; entry++) {
			assertThat(search(index, entry, 1)).as("entry %s", entry).containsExactly(text(entry));
		}
		assertThat(search(index, 0, SemanticIndexFixture.ENOUGH)).hasSize(STAYING);
	}

	private void change(SemanticIndex index, int first, int turns) {
		for (int turn = 0; turn < turns; turn++) {
			int passing = first + turn % PASSING;
			this.fixture.add(index, this.partition, passing, text(passing), this.vectors.get(passing),
					SemanticIndexFixture.TTL);
			assertThat(search(index, passing, 1)).as("just added").containsExactly(text(passing));

			Eventually.get(index.remove(this.partition, SemanticIndexFixture.fingerprint(passing)));
			assertThat(search(index, passing, 5)).as("just removed").hasSize(5).doesNotContain(text(passing));

			int staying = turn % STAYING;
			assertThat(search(index, staying, 1)).as("staying").containsExactly(text(staying));
		}
	}

	private void addForeign(SemanticIndex index, Partition foreign, int turns) {
		for (int turn = 0; turn < turns; turn++) {
			int entry = turn % STAYING;
			this.fixture.add(index, foreign, entry, "foreign", this.vectors.get(entry), SemanticIndexFixture.TTL);
		}
	}

	private List<String> search(SemanticIndex index, int asked, int limit) {
		float[] vector = this.vectors.get(asked);
		List<Candidate> found = SemanticIndexFixture.lookUp(index, this.partition, vector, limit);
		for (Candidate candidate : found) {
			int entry = Integer.parseInt(candidate.entry().value(), 16);
			assertThat(entry).isLessThan(this.vectors.size());
			assertThat(candidate.question().text()).isEqualTo(text(entry));
			assertThat(candidate.similarity()).isCloseTo(SemanticIndexFixture.cosine(this.vectors.get(entry), vector),
					within(1e-4));
		}
		return SemanticIndexFixture.texts(found);
	}

	private static String text(int entry) {
		return "question " + entry;
	}

}
