package io.github.claudecache.testsupport.semantic;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.VerificationOutcome;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P5 for verifiers: what the judge is unsure about is served after a yes and after
 * nothing else.
 */
class VerificationTests {

	private static final TenantId ACME = new TenantId("acme");

	private static final String ASKED = "Does the big Pro plan have single sign on please?";

	// So near that the judge is unsure.
	private static final String OTHER = "Does the big Pro plan have single sign on today?";

	private static final String ANOTHER = "Does the big Pro plan have single sign on tomorrow?";

	private static final String OPPOSITE = "Does the big Pro plan not have single sign on today?";

	private final InMemoryHarness harness = new InMemoryHarness(Duration.ofDays(8));

	private final EventLog events = new EventLog();

	private final Queue<AnswerVerifier.Candidate> asked = new ConcurrentLinkedQueue<>();

	private final ManualPatience patience = new ManualPatience();

	@AfterEach
	void close() {
		this.harness.close();
	}

	@Test
	void yesServesTheAnswer() {
		ClaudeCache cache = verifiedBy((candidate) -> done(true));
		ask(cache, ASKED, "Yes");

		assertThat(ask(cache, OTHER, "not asked").provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(this.asked).containsExactly(new AnswerVerifier.Candidate(ASKED, OTHER, "Yes"));
		assertThat(outcomes()).containsExactly(VerificationOutcome.CONFIRMED);
	}

	@Test
	void noDoesNot() {
		ClaudeCache cache = verifiedBy((candidate) -> done(false));
		ask(cache, ASKED, "Yes");

		assertThat(ask(cache, OTHER, "asked").value()).isEqualTo("asked");
		assertThat(outcomes()).containsExactly(VerificationOutcome.REFUTED);
		assertThat(this.events.events(CacheEvent.CandidateRefused.class))
			.containsExactly(new CacheEvent.CandidateRefused("faq", CacheEvent.CandidateRefused.VERIFIER));
	}

	@Test
	void theControlWithoutAVerifierServesNothingOfTheGreyZone() {
		ClaudeCache cache = cache(tier());
		ask(cache, ASKED, "Yes");

		assertThat(ask(cache, OTHER, "asked").value()).isEqualTo("asked");
		assertThat(outcomes()).containsExactly(VerificationOutcome.NOT_ASKED);
	}

	@Test
	void whatFailsMeansNoAndIsNotRemembered() {
		for (Function<AnswerVerifier.Candidate, CompletionStage<Boolean>> broken : List.<Function<AnswerVerifier.Candidate, CompletionStage<Boolean>>>of(
				(candidate) -> {
					throw new IllegalStateException("thrown");
				}, (candidate) -> CompletableFuture.failedFuture(new IllegalStateException("failed")),
				(candidate) -> CompletableFuture.completedFuture(null))) {
			ClaudeCache cache = verifiedBy(broken);
			ask(cache, ASKED, "Yes");
			this.asked.clear();

			assertThat(askOnce(cache, OTHER).value()).isEqualTo("asked");
			assertThat(askOnce(cache, OTHER).value()).isEqualTo("asked");
			assertThat(this.asked).hasSize(2);
			cache.invalidate(ACME, "all");
		}
		assertThat(outcomes()).hasSize(6).containsOnly(VerificationOutcome.FAILED);
	}

	@Test
	void whatIsLateMeansNoButItsVerdictCountsNextTime() {
		CompletableFuture<Boolean> verdict = new CompletableFuture<>();
		ClaudeCache cache = verifiedBy((candidate) -> verdict);
		ask(cache, ASKED, "Yes");

		CompletableFuture<ClaudeAnswer<String>> first = CompletableFuture.supplyAsync(() -> askOnce(cache, OTHER));
		Eventually.holds("The verifier is asked", () -> !this.asked.isEmpty());
		Eventually.holds("The deadline has passed", () -> {
			this.patience.runOut();
			return first.isDone();
		});
		assertThat(first.join().value()).isEqualTo("asked");
		assertThat(outcomes()).containsExactly(VerificationOutcome.LATE);

		verdict.complete(true);
		assertThat(askOnce(cache, OTHER).provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void verdictsAreRememberedForTheAnswer() {
		ClaudeCache cache = verifiedBy((candidate) -> done(candidate.answer().equals("old")));
		ask(cache, ASKED, "old");
		assertThat(askOnce(cache, OTHER).value()).isEqualTo("old");
		assertThat(askOnce(cache, OTHER).value()).isEqualTo("old");
		assertThat(this.asked).hasSize(1);
		assertThat(outcomes()).containsExactly(VerificationOutcome.CONFIRMED, VerificationOutcome.CONFIRMED_BEFORE);

		cache.invalidate(ACME, "all");
		ask(cache, ASKED, "new");

		assertThat(askOnce(cache, OTHER).value()).isEqualTo("asked");
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void nobodyIsAskedAboutWhatAGuardHasVetoedOrWhatIsVoid() {
		ClaudeCache cache = verifiedBy((candidate) -> done(true));
		ask(cache, ASKED, "Yes");

		assertThat(ask(cache, OPPOSITE, "No").value()).isEqualTo("No");
		cache.invalidate(ACME, "all");
		assertThat(askOnce(cache, OTHER).value()).isEqualTo("asked");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void oneCandidateOfAQuestionIsVerified() {
		ClaudeCache cache = verifiedBy((candidate) -> done(false));
		ask(cache, ASKED, "Yes");
		ask(cache, OTHER, "Yes, today");
		this.asked.clear();

		assertThat(askOnce(cache, ANOTHER).value()).isEqualTo("asked");
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void allOfSeveralVerifiersHaveToSayYes() {
		SemanticTier tier = tier().verifiedBy(
				List.of(verifier((candidate) -> done(true)), verifier((candidate) -> done(false))),
				Duration.ofSeconds(1), 100);
		ClaudeCache cache = cache(tier);
		ask(cache, ASKED, "Yes");

		assertThat(askOnce(cache, OTHER).value()).isEqualTo("asked");
		assertThat(this.asked).hasSize(2);
	}

	private List<VerificationOutcome> outcomes() {
		return this.events.events(CacheEvent.CandidateVerified.class)
			.stream()
			.map(CacheEvent.CandidateVerified::outcome)
			.toList();
	}

	private SemanticTier tier() {
		return new SemanticTier(new WordVectors(), SemanticIndex.inMemory(100, 100, this.harness.clock()),
				new NotJudge(0.95, 0.8), new SemanticTier.Settings(5, 0.5, Duration.ofMillis(200)),
				this.harness.clock(), this.patience);
	}

	private ClaudeCache verifiedBy(Function<AnswerVerifier.Candidate, CompletionStage<Boolean>> verdict) {
		return cache(tier().verifiedBy(List.of(verifier(verdict)), Duration.ofSeconds(1), 100));
	}

	private AnswerVerifier verifier(Function<AnswerVerifier.Candidate, CompletionStage<Boolean>> verdict) {
		return new AnswerVerifier() {

			@Override
			public String name() {
				return "test";
			}

			@Override
			public CompletionStage<Boolean> verify(Candidate candidate) {
				VerificationTests.this.asked.add(candidate);
				return verdict.apply(candidate);
			}

		};
	}

	private ClaudeCache cache(SemanticTier tier) {
		return ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference").with(Semantic.GUARDED))
			.store(this.harness.store())
			.clock(this.harness.clock())
			.listeners(List.of(this.events))
			.semantic(tier)
			.build();
	}

	private static ClaudeAnswer<String> ask(ClaudeCache cache, String question, String text) {
		return cache.answer(request(question), () -> ClaudeAnswer.complete(text));
	}

	// What is not kept does not become a candidate, nor an exact hit.
	private static ClaudeAnswer<String> askOnce(ClaudeCache cache, String question) {
		return cache.answer(request(question), () -> ClaudeAnswer.complete("asked").usingServerTools());
	}

	private static ClaudeRequest request(String question) {
		return ClaudeRequest.builder("faq", ACME).message(question).tags("all").build();
	}

	private static CompletionStage<Boolean> done(boolean verdict) {
		return CompletableFuture.completedFuture(verdict);
	}

}
