package io.github.claudecache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the answer to another wording of a question: embeds it, asks the index for
 * the nearest questions of its partition, and lets the judge decide on one after the
 * other, the nearest first. The entry of the first that the judge lets pass is read like
 * any other, with its ledgers; if it may not be served, the next one is judged.
 * <p>
 * A question that does not stand alone, that the embedder does not read to its end, or
 * whose embedding is late, has no semantic tier, and nobody has while the gate is closed.
 * Nothing is ever stored under the question's own key. Safe for use by many threads;
 * never blocks.
 *
 * @since 0.1.0
 */
public final class SemanticTier {

	private final EmbeddingProvider embedder;

	private final SemanticIndex index;

	private final QuestionJudge judge;

	private final Settings settings;

	private final InstantSource clock;

	private final Patience patience;

	private final Gate gate;

	/**
	 * Creates a tier that is always open.
	 * @param embedder makes the vectors
	 * @param index finds what is near
	 * @param judge decides
	 * @param settings limits
	 * @param clock the time by which answers age
	 * @param patience the time by which the deadline passes
	 */
	public SemanticTier(EmbeddingProvider embedder, SemanticIndex index, QuestionJudge judge, Settings settings,
			InstantSource clock, Patience patience) {
		this(embedder, index, judge, settings, clock, patience, () -> null);
	}

	/**
	 * Creates a tier.
	 * @param embedder makes the vectors
	 * @param index finds what is near
	 * @param judge decides
	 * @param settings limits
	 * @param clock the time by which answers age
	 * @param patience the time by which the deadline passes
	 * @param gate says whether the tier may be used
	 */
	public SemanticTier(EmbeddingProvider embedder, SemanticIndex index, QuestionJudge judge, Settings settings,
			InstantSource clock, Patience patience, Gate gate) {
		this.embedder = embedder;
		this.index = index;
		this.judge = judge;
		this.settings = settings;
		this.clock = clock;
		this.patience = patience;
		this.gate = gate;
	}

	/**
	 * Why the tier is not used now.
	 * @return the reason, a sentence without a full stop; {@code null} if it is used
	 */
	public @Nullable String closed() {
		return this.gate.closed();
	}

	/**
	 * Looks for an answer.
	 * @param tenant who is asking
	 * @param scope the fingerprint of everything but the message
	 * @param message the question
	 * @param maxAge the highest age of an answer
	 * @param reader reads entries with their ledgers
	 * @return what came of it; fails if the tier has to be left out for this question
	 */
	public CompletableFuture<SemanticSearch> search(TenantId tenant, Fingerprint scope, String message, Duration maxAge,
			Function<EntryKey, ? extends CompletionStage<Reading>> reader) {
		try {
			Partition partition = new Partition(tenant, scope, this.embedder.identity());
			PreparedQuestion question = this.judge.prepare(message);
			SemanticSearch nothing = new SemanticSearch(partition, question, null, List.of(), null);
			if (!question.standsAlone() || closed() != null) {
				return CompletableFuture.completedFuture(nothing);
			}
			CompletableFuture<?> prepared = this.index.prepare(partition)
				.toCompletableFuture()
				.handle((done, error) -> done);
			CompletableFuture<SemanticSearch> search = this.embedder.embed(List.of(question.canonical()))
				.toCompletableFuture()
				.thenCombine(prepared, (embeddings, done) -> embeddings)
				.thenCompose((embeddings) -> comparable(embeddings) ? walk(nothing, embeddings.get(0), maxAge, reader)
						: CompletableFuture.completedFuture(nothing));
			return this.patience.await(search, this.settings.deadline());
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Adds a question to the index whose answer was stored.
	 * @param search what came of the search for it
	 * @param entry the exact fingerprint of its entry
	 * @param expires when the entry expires
	 * @return completes when it will be found
	 */
	public CompletionStage<?> learn(SemanticSearch search, Fingerprint entry, Instant expires) {
		Embedding embedding = search.embedding();
		if (embedding == null) {
			return CompletableFuture.completedFuture(null);
		}
		try {
			return this.index.add(search.partition(),
					new IndexedQuestion(entry, search.question(), embedding, expires));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<SemanticSearch> walk(SemanticSearch asked, Embedding embedding, Duration maxAge,
			Function<EntryKey, ? extends CompletionStage<Reading>> reader) {
		return this.index.nearest(asked.partition(), embedding, this.settings.candidates())
			.toCompletableFuture()
			.thenCompose((candidates) -> new CandidateWalk(this.judge, this.index, asked.with(embedding), candidates,
					this.settings.floor(), (key) -> reader.apply(key).toCompletableFuture())
				.next((reading, key) -> reading.objection(key, this.clock.instant(), maxAge)));
	}

	private static boolean comparable(List<Embedding> embeddings) {
		return embeddings.size() == 1 && embeddings.get(0).usable() && !embeddings.get(0).truncated();
	}

	/**
	 * Says whether the tier may be used. Safe for use by many threads; asked by every
	 * lookup, so it must be quick.
	 */
	@FunctionalInterface
	public interface Gate {

		/**
		 * Why the tier must not be used.
		 * @return the reason, a sentence without a full stop; {@code null} if it may
		 */
		@Nullable String closed();

	}

	/**
	 * How far the semantic tier goes.
	 *
	 * @param candidates how many of the nearest questions are judged, 1 to 100
	 * @param floor the lowest cosine of a candidate, -1 to 1: what is further away is not
	 * judged
	 * @param deadline how long embedding and searching may take before the tier is left
	 * out, positive
	 */
	public record Settings(int candidates, double floor, Duration deadline) {

		/** Five candidates, a cosine of at least 0.5, 200 ms. */
		public static final Settings DEFAULT = new Settings(5, 0.5, Duration.ofMillis(200));

		/**
		 * Creates settings.
		 * @throws IllegalArgumentException if a value is out of range
		 */
		public Settings {
			if (candidates < 1 || candidates > 100) {
				throw new IllegalArgumentException("The number of candidates must be 1 to 100 but is " + candidates);
			}
			if (!(floor >= -1 && floor <= 1)) {
				throw new IllegalArgumentException("The floor must be from -1 to 1 but is " + floor);
			}
			if (deadline.isNegative() || deadline.isZero()) {
				throw new IllegalArgumentException("The deadline must be positive but is " + deadline);
			}
		}

	}

}
