package io.github.claudecache.semantic;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.store.EntryKey;

/**
 * Embeds a question and finds what is near to it, within the deadline of the settings.
 *
 * @param embedder makes the vectors
 * @param index finds what is near
 * @param judge takes the question apart
 * @param settings limits
 * @param clock the time by which answers age
 * @param patience the time by which the deadline passes
 */
record NearQuestions(EmbeddingProvider embedder, SemanticIndex index, QuestionJudge judge,
		SemanticTier.Settings settings, InstantSource clock, Patience patience) {

	/**
	 * Searches.
	 * @param open whether anything is to be searched
	 * @param next goes on with what was found; entries and verifiers have deadlines of
	 * their own
	 */
	CompletableFuture<SemanticSearch> search(EntryKey asked, Fingerprint scope, String message, boolean open,
			Function<Found, CompletableFuture<SemanticSearch>> next) {
		try {
			Partition partition = new Partition(asked.tenant(), scope, this.embedder.identity());
			PreparedQuestion question = this.judge.prepare(message);
			SemanticSearch nothing = new SemanticSearch(asked.fingerprint(), partition, question, null, List.of(),
					null);
			if (!question.standsAlone() || !open) {
				return CompletableFuture.completedFuture(nothing);
			}
			CompletableFuture<?> prepared = this.index.prepare(partition)
				.toCompletableFuture()
				.handle((done, error) -> done);
			CompletableFuture<List<Embedding>> embedded = this.embedder.embed(List.of(question.canonical()))
				.toCompletableFuture();
			question.complete();
			CompletableFuture<Optional<Found>> found = embedded.thenCombine(prepared, (embeddings, done) -> embeddings)
				.thenCompose((embeddings) -> comparable(embeddings) ? nearest(nothing.with(embeddings.get(0)))
						: CompletableFuture.completedFuture(Optional.empty()));
			return this.patience.await(found, this.settings.deadline())
				.thenCompose((near) -> near.map(next).orElseGet(() -> CompletableFuture.completedFuture(nothing)));
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<Optional<Found>> nearest(SemanticSearch asked) {
		return this.index
			.nearest(asked.partition(), Objects.requireNonNull(asked.embedding()), this.settings.candidates())
			.toCompletableFuture()
			.thenApply((candidates) -> Optional.of(new Found(asked, candidates)));
	}

	private static boolean comparable(List<Embedding> embeddings) {
		return embeddings.size() == 1 && embeddings.get(0).usable() && !embeddings.get(0).truncated();
	}

	/**
	 * A question and what is near to it, the nearest first.
	 */
	record Found(SemanticSearch asked, List<SemanticIndex.Candidate> candidates) {
	}

}
