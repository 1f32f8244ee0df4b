package io.github.claudecache.semantic;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.identity.Fingerprint;

/**
 * Finds the questions that are nearest to one. It only proposes: a question whose entry
 * is gone or void costs a look, never a wrong answer. Safe for use by many threads; must
 * not block the caller for I/O. Stages that fail mean that the tier is left out.
 *
 * @since 0.1.0
 */
public interface SemanticIndex {

	/**
	 * Says that a partition will be searched as soon as the question is embedded, so that
	 * what other processes have added to it can be fetched meanwhile.
	 * @param partition which one
	 * @return completes when a search will find what was added before this call; if it
	 * fails, the search does with what is known
	 */
	default CompletionStage<?> prepare(Partition partition) {
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * The nearest questions of a partition.
	 * @param partition where to look
	 * @param question the vector of the question
	 * @param limit how many at most, positive
	 * @return the nearest first
	 */
	CompletionStage<List<Candidate>> nearest(Partition partition, Embedding question, int limit);

	/**
	 * Adds a question, or replaces the one of the same entry.
	 * @param partition where it belongs
	 * @param question the question
	 * @return completes when it will be found
	 */
	CompletionStage<?> add(Partition partition, IndexedQuestion question);

	/**
	 * Forgets a question whose entry cannot be served any more.
	 * @param partition where it is
	 * @param entry the exact fingerprint of its entry
	 * @return completes when it will not be found
	 */
	CompletionStage<?> remove(Partition partition, Fingerprint entry);

	/**
	 * Keeps questions in the memory of this process and scans all of a partition: their
	 * vectors where they are few, else the signs of their vectors first. Quick enough for
	 * a hundred thousand questions in each; the similarities are exact. Bounded: the
	 * partitions that were used least recently go first, and in a full partition the
	 * questions that expire first.
	 * @param maxPartitions how many partitions are kept, positive
	 * @param maxQuestions how many questions a partition has at most, positive
	 * @param clock the time by which questions expire
	 * @return an empty index
	 */
	static SemanticIndex inMemory(int maxPartitions, int maxQuestions, InstantSource clock) {
		return new InMemorySemanticIndex(maxPartitions, maxQuestions, clock);
	}

	/**
	 * A question that an index proposes.
	 *
	 * @param entry the exact fingerprint of its entry
	 * @param question the question
	 * @param similarity the cosine of the two questions, from -1 to 1; exact but for
	 * rounding, because it is part of the judgement
	 */
	record Candidate(Fingerprint entry, PreparedQuestion question, double similarity) {
	}

}
