package io.github.claudecache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.store.EntryKey;
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

	private final NearQuestions near;

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
		this(new NearQuestions(embedder, index, judge, settings, clock, patience), () -> null, null);
	}

	private SemanticTier(NearQuestions near, Gate gate, @Nullable Verification verification) {
		this.near = near;
		this.gate = gate;
		this.verification = verification;
	}

	/**
	 * The same tier behind a gate.
	 * @param gate says whether the tier may be used
	 * @return another tier
	 */
	public SemanticTier behind(Gate gate) {
		return new SemanticTier(this.near, gate, this.verification);
	}

	/**
	 * The same tier with somebody to ask when the judge is unsure. All of them have to
	 * say yes. Verdicts are remembered for a question and an answer, failures are not;
	 * callers who ask about the same at the same time share one call.
	 * @param verifiers who is asked, one after the other, at least one
	 * @param deadline how long all of them together may take, positive
	 * @param remembered how many verdicts are remembered, not negative
	 * @return another tier
	 * @throws IllegalArgumentException if there is no verifier or a limit is out of range
	 */
	public SemanticTier verifiedBy(List<? extends AnswerVerifier> verifiers, Duration deadline, int remembered) {
		return new SemanticTier(this.near, this.gate,
				new Verification(verifiers, deadline, remembered, this.near.patience()));
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
	 * @param asked who is asking what
	 * @param scope the fingerprint of everything but the message
	 * @param message the question
	 * @param maxAge the highest age of an answer
	 * @param reader reads entries with their ledgers
	 * @return what came of it; fails if the tier has to be left out for this question
	 */
	public CompletableFuture<SemanticSearch> search(EntryKey asked, Fingerprint scope, String message, Duration maxAge,
			EntryReader reader) {
		return this.near.search(asked, scope, message, closed() == null,
				(found) -> walk(found, this.verification, this.near.index(), maxAge, reader));
	}

	/**
	 * Looks for an answer without serving, asking a verifier or changing anything, and
	 * says what was found. For people: slower than {@link #search}.
	 * @param asked who is asking what
	 * @param scope the fingerprint of everything but the message
	 * @param message the question
	 * @param maxAge the highest age of an answer
	 * @param reader reads entries with their ledgers
	 * @return what would come of it; fails if the tier has to be left out for this
	 * question
	 */
	public CompletableFuture<SearchExplanation> explain(EntryKey asked, Fingerprint scope, String message,
			Duration maxAge, EntryReader reader) {
		String closed = closed();
		return this.near
			.search(asked, scope, message, closed == null, (found) -> walk(found, null, null, maxAge, reader))
			.thenApply((search) -> SearchExplanation.of(search, closed, this.near.judge()));
	}

	private CompletableFuture<SemanticSearch> walk(NearQuestions.Found found, @Nullable Verification verification,
			@Nullable SemanticIndex index, Duration maxAge, EntryReader reader) {
		WalkMeans means = new WalkMeans(this.near.judge(), verification, this.near.settings().floor(), index,
				this.near.clock());
		return new CandidateWalk(means, found.asked(), found.candidates(), reader)
			.next((reading, key) -> reading.objection(key, this.near.clock().instant(), maxAge));
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
			return this.near.index()
				.add(search.partition(), new IndexedQuestion(entry, search.question(), embedding, expires));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
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
