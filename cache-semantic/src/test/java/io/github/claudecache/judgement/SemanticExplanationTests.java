package io.github.claudecache.judgement;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Explanation;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.Grounds;
import io.github.claudecache.semantic.SearchExplanation;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.semantic.WordVectors;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promise 8 for other wordings: which candidates there are, what each guard says and with
 * which words, what the score is made of, and why the next candidate was taken.
 */
class SemanticExplanationTests {

	private static final TenantId ACME = new TenantId("acme");

	private final InMemoryHarness harness = new InMemoryHarness(Duration.ofDays(8));

	private final EventLog events = new EventLog();

	private final WordVectors embedder = new WordVectors();

	private final SemanticTier tier = new SemanticTier(this.embedder,
			SemanticIndex.inMemory(100, 100, this.harness.clock()), GuardedJudge.standard(Preset.LENIENT),
			new SemanticTier.Settings(5, 0.3, Duration.ofSeconds(1)), this.harness.clock(), new ManualPatience());

	private final ClaudeCache cache = cache(this.tier);

	@AfterEach
	void close() {
		this.harness.close();
	}

	@Test
	void aVetoIsShownWithItsWordsAndTheNextCandidateIsTaken() {
		ask("Does the Pro plan not include SSO?", "No, it does not leave it out");
		ask("Does the Pro plan include SSO?", "Yes", "doc:plans");

		Explanation explanation = explain("please, does the Pro plan include SSO?");

		assertThat(explanation.outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(explanation.reason()).isNull();
		assertThat(explanation.tags()).contains(new Tag("doc:plans"));
		List<SearchExplanation.Weighed> candidates = wordings(explanation).candidates();
		SearchExplanation.Weighed served = candidates.get(candidates.size() - 1);
		assertThat(served.decision().served()).isTrue();
		assertThat(served.decision().candidate().question().text()).isEqualTo("Does the Pro plan include SSO?");
	}

	@Test
	void theGroundsOfARefusalHaveEachGuardItsWordsAndWhatTheScoreLost() {
		ask("Does the Pro plan include SSO?", "Yes");

		Explanation explanation = explain("Does the Pro plan not include SSO?");

		assertThat(explanation.outcome()).isEqualTo(Outcome.MISS);
		assertThat(explanation.reason()).isEqualTo(MissReason.NOT_FOUND);
		SearchExplanation.Weighed only = wordings(explanation).candidates().get(0);
		assertThat(only.decision().judgement().vetoedBy()).isEqualTo("negation");
		assertThat(only.grounds().findings()).extracting(Grounds.Finding::guard)
			.contains("negation", "entity", "number");
		assertThat(only.grounds().findings()).filteredOn(Grounds.Finding::vetoes)
			.singleElement()
			.satisfies((finding) -> assertThat(finding.evidence()).contains(new Grounds.Words("", "not")));
		assertThat(only.grounds().contributions()).extracting(Grounds.Contribution::measure).contains("negation");
		assertThat(only.grounds().bar()).isEqualTo(Preset.LENIENT.bar());
	}

	@Test
	void anInvalidatedCandidateSaysSo() {
		ask("Does the Pro plan include SSO?", "Yes", "doc:plans");
		this.cache.invalidate(ACME, "doc:plans");

		assertThat(wordings(explain("please, does the Pro plan include SSO?")).candidates())
			.allSatisfy((weighed) -> assertThat(weighed.decision().objection()).isNotNull());
	}

	@Test
	void whatIsNotSearchedSaysWhy() {
		assertThat(wordings(explain("And how much does it cost?")).leftOut()).contains("does not stand alone");
		assertThat(wordings(explain("word ".repeat(60))).leftOut()).contains("does not read the question to its end");
		ClaudeCache closed = cache(this.tier.behind(() -> "the test has failed"));
		assertThat(wordings(closed.explain(request("Does the Pro plan include SSO?"))).leftOut())
			.isEqualTo("the test has failed");
	}

	@Test
	void anExplanationIsNotCountedAndChangesNothing() {
		ask("Does the Pro plan include SSO?", "Yes", "doc:plans");
		this.cache.invalidate(ACME, "doc:plans");
		long before = this.events.events().size();

		explain("please, does the Pro plan include SSO?");
		explain("please, does the Pro plan include SSO?");

		assertThat(this.events.events()).hasSize((int) before);
		assertThat(wordings(explain("please, does the Pro plan include SSO?")).candidates()).isNotEmpty();
	}

	@Test
	void anExactHitNeedsNoOtherWordings() {
		ask("Does the Pro plan include SSO?", "Yes");
		int embedded = this.embedder.calls();

		assertThat(explain("Does the Pro plan include SSO?").wordings()).isNull();
		assertThat(this.embedder.calls()).isEqualTo(embedded);
	}

	private static SearchExplanation wordings(Explanation explanation) {
		return Objects.requireNonNull(explanation.wordings());
	}

	private Explanation explain(String question) {
		return this.cache.explain(request(question));
	}

	private void ask(String question, String answer, String... tags) {
		this.cache.answer(ClaudeRequest.builder("faq", ACME).message(question).tags(tags).build(),
				() -> ClaudeAnswer.complete(answer));
	}

	private static ClaudeRequest request(String question) {
		return ClaudeRequest.builder("faq", ACME).message(question).build();
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

}
