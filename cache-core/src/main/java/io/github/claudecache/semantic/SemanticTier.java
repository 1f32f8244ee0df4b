package io.github.claudecache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
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

	private final Parts parts;

	private final Gate gate;

	private final @Nullable Verification verification;

	/**
	 * Creates a tier that is always open and in which the judge has the last word.
	 * @param embedder makes the vectors
	 * @param index finds what is near
	 * @param judge decides
	 * @param settings limits
	 * @param clock the time by which answers age
	 * @param patience the time by which the deadline passes
	 */
	public SemanticTier(EmbeddingProvider embedder, SemanticIndex index, QuestionJudge judge, Settings settings,
			InstantSource clock, Patience patience) {
		this(new Parts(embedder, index, judge, settings, clock, patience), () -> null, null);
	}

	private SemanticTier(Parts parts, Gate gate, @Nullable Verification verification) {
		this.parts = parts;
		this.gate = gate;
		this.verification = verification;
	}

	/**
	 * The same tier behind a gate.
	 * @param gate says whether the tier may be used
	 * @return another tier
	 */
	public SemanticTier behind(Gate gate) {
		return new SemanticTier(this.parts, gate, this.verification);
	}

	/**
	 * The same tier with somebody to ask when the judge is unsure.
	 * @param verification who is asked
	 * @return another tier
	 */
	public SemanticTier verifiedBy(Verification verification) {
		return new SemanticTier(this.parts, this.gate, verification);
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
		return search(tenant, scope, message,
				(found) -> walk(found, this.verification, this.parts.index(), maxAge, reader));
	}

	/**
	 * Looks for an answer without serving, asking a verifier or changing anything, and
	 * says what was found. For people: slower than {@link #search}.
	 * @param tenant who is asking
	 * @param scope the fingerprint of everything but the message
	 * @param message the question
	 * @param maxAge the highest age of an answer
	 * @param reader reads entries with their ledgers
	 * @return what would come of it; fails if the tier has to be left out for this
	 * question
	 */
	public CompletableFuture<SearchExplanation> explain(TenantId tenant, Fingerprint scope, String message,
			Duration maxAge, Function<EntryKey, ? extends CompletionStage<Reading>> reader) {
		String closed = closed();
		return search(tenant, scope, message, (found) -> walk(found, null, null, maxAge, reader))
			.thenApply((search) -> explanation(search, closed));
	}

	private SearchExplanation explanation(SemanticSearch search, @Nullable String closed) {
		String leftOut = (closed != null) ? closed : !search.question().standsAlone()
				? "the question does not stand alone"
				: (search.embedding() == null) ? "the embedding model does not read the question to its end" : null;
		return new SearchExplanation(leftOut, search.entry(),
				search.decisions()
					.stream()
					.map((decision) -> new SearchExplanation.Weighed(decision, grounds(search, decision)))
					.toList());
	}

	private Grounds grounds(SemanticSearch search, SemanticSearch.Decision decision) {
		try {
			return this.parts.judge()
				.explain(decision.candidate().question(), search.question(), decision.candidate().similarity());
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return Grounds.NONE;
		}
	}

	private CompletableFuture<SemanticSearch> search(TenantId tenant, Fingerprint scope, String message,
			Function<Found, CompletableFuture<SemanticSearch>> next) {
		try {
			Partition partition = new Partition(tenant, scope, this.parts.embedder().identity());
			PreparedQuestion question = this.parts.judge().prepare(message);
			SemanticSearch nothing = new SemanticSearch(partition, question, null, List.of(), null);
			if (!question.standsAlone() || closed() != null) {
				return CompletableFuture.completedFuture(nothing);
			}
			CompletableFuture<?> prepared = this.parts.index()
				.prepare(partition)
				.toCompletableFuture()
				.handle((done, error) -> done);
			CompletableFuture<@Nullable Found> found = this.parts.embedder()
				.embed(List.of(question.canonical()))
				.toCompletableFuture()
				.thenCombine(prepared, (embeddings, done) -> embeddings)
				.thenCompose((embeddings) -> comparable(embeddings) ? nearest(nothing.with(embeddings.get(0)))
						: CompletableFuture.completedFuture(null));
			// Entries and verifiers have deadlines of their own.
			return this.parts.patience()
				.await(found, this.parts.settings().deadline())
				.thenCompose((near) -> (near != null) ? next.apply(near) : CompletableFuture.completedFuture(nothing));
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<@Nullable Found> nearest(SemanticSearch asked) {
		return this.parts.index()
			.nearest(asked.partition(), Objects.requireNonNull(asked.embedding()), this.parts.settings().candidates())
			.toCompletableFuture()
			.thenApply((candidates) -> new Found(asked, candidates));
	}

	private CompletableFuture<SemanticSearch> walk(Found found, @Nullable Verification verification,
			@Nullable SemanticIndex index, Duration maxAge,
			Function<EntryKey, ? extends CompletionStage<Reading>> reader) {
		CandidateWalk.Means means = new CandidateWalk.Means(this.parts.judge(), verification,
				this.parts.settings().floor(), index);
		return new CandidateWalk(means, found.asked(), found.candidates(),
				(key) -> reader.apply(key).toCompletableFuture())
			.next((reading, key) -> reading.objection(key, this.parts.clock().instant(), maxAge));
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
			return this.parts.index()
				.add(search.partition(), new IndexedQuestion(entry, search.question(), embedding, expires));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
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
	 * What is needed for every search.
	 */
	private record Parts(EmbeddingProvider embedder, SemanticIndex index, QuestionJudge judge, Settings settings,
			InstantSource clock, Patience patience) {
	}

	/**
	 * A question and what is near to it.
	 */
	private record Found(SemanticSearch asked, List<SemanticIndex.Candidate> candidates) {
	}

	/**
	 * How far the semantic tier goes.
	 *
	 * @param candidates how many of the nearest questions are judged, 1 to 100
	 * @param floor the lowest cosine of a candidate, -1 to 1: what is further away is not
	 * judged
	 * @param deadline how long embedding and searching may take before the tier is left
	 * out, positive; reading and verifying have limits of their own
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
