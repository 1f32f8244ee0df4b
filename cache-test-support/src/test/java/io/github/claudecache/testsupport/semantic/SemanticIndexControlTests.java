package io.github.claudecache.testsupport.semantic;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.SemanticIndex;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The contract sees an index that lacks one thing.
 */
class SemanticIndexControlTests {

	@Test
	void anIndexThatIgnoresTenantsFails() {
		fails(AllTenantsInOne::new, SemanticIndexContract::tenantsHaveNothingOfEachOther);
	}

	@Test
	void anIndexThatForgetsToRemoveFails() {
		fails(NeverRemoving::new, SemanticIndexContract::aQuestionThatWasRemovedIsNotProposedAndCanComeBack);
	}

	@Test
	void anIndexThatRoundsCosinesFails() {
		fails(Rounding::new, SemanticIndexContract::theNearestComeFirstWithTheirExactCosine);
	}

	@Test
	void anIndexThatFiltersBehindTheSearchFails() {
		fails(FilteringAfterwards::new, SemanticIndexContract::noMoreAreProposedThanWereAskedFor);
	}

	private static void fails(UnaryOperator<SemanticIndex> broken, Consumer<SemanticIndexContract> promise) {
		assertThatNoException().isThrownBy(() -> keeps((index) -> index, promise));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> keeps(broken, promise));
	}

	private static void keeps(UnaryOperator<SemanticIndex> around, Consumer<SemanticIndexContract> promise) {
		SemanticIndexContract contract = new SemanticIndexContract() {

			@Override
			protected SemanticIndexHarness open(int maxQuestions) {
				return new InMemoryIndexHarness(maxQuestions, around);
			}

		};
		contract.openIndex();
		promise.accept(contract);
	}

	/**
	 * Passes everything on.
	 */
	private static class Forwarding implements SemanticIndex {

		private final SemanticIndex delegate;

		Forwarding(SemanticIndex delegate) {
			this.delegate = delegate;
		}

		@Override
		public CompletionStage<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
			return this.delegate.nearest(partition, question, limit);
		}

		@Override
		public CompletionStage<?> add(Partition partition, IndexedQuestion question) {
			return this.delegate.add(partition, question);
		}

		@Override
		public CompletionStage<?> remove(Partition partition, Fingerprint entry) {
			return this.delegate.remove(partition, entry);
		}

	}

	private static final class AllTenantsInOne extends Forwarding {

		AllTenantsInOne(SemanticIndex delegate) {
			super(delegate);
		}

		@Override
		public CompletionStage<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
			return super.nearest(one(partition), question, limit);
		}

		@Override
		public CompletionStage<?> add(Partition partition, IndexedQuestion question) {
			return super.add(one(partition), question);
		}

		private static Partition one(Partition partition) {
			return new Partition(TenantId.DEFAULT, partition.scope(), partition.embedder());
		}

	}

	private static final class NeverRemoving extends Forwarding {

		NeverRemoving(SemanticIndex delegate) {
			super(delegate);
		}

		@Override
		public CompletionStage<?> remove(Partition partition, Fingerprint entry) {
			return CompletableFuture.completedFuture(null);
		}

	}

	private static final class Rounding extends Forwarding {

		Rounding(SemanticIndex delegate) {
			super(delegate);
		}

		@Override
		public CompletionStage<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
			return super.nearest(partition, question, limit).thenApply((found) -> found.stream()
				.map((candidate) -> new Candidate(candidate.entry(), candidate.question(),
						Math.rint(candidate.similarity() * 100) / 100))
				.toList());
		}

	}

	private static final class FilteringAfterwards extends Forwarding {

		FilteringAfterwards(SemanticIndex delegate) {
			super(delegate);
		}

		@Override
		public CompletionStage<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
			return super.nearest(partition, question, limit)
				.thenApply((found) -> found.stream().filter((candidate) -> candidate.similarity() > 0).toList());
		}

	}

}
