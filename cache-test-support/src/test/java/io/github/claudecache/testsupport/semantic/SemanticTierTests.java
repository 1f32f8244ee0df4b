package io.github.claudecache.testsupport.semantic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.request.Turn;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Promise 3 as far as the tier makes it: a candidate is served only if the judge lets it
 * pass and its entry may be served; whatever fails costs a hit.
 */
class SemanticTierTests {

	private static final TenantId ACME = new TenantId("acme");

	private static final String ASKED = "Does the big Pro plan have single sign on please?";

	private static final String OTHER = "Please does the big Pro plan have single sign on";

	private static final String OPPOSITE = "Does the big Pro plan not have single sign on please?";

	private final InMemoryHarness harness = new InMemoryHarness(Duration.ofDays(8));

	private final EventLog events = new EventLog();

	private final WordVectors embedder = new WordVectors();

	private final NotJudge judge = new NotJudge(0.9);

	private final ManualPatience patience = new ManualPatience();

	private final SemanticIndex index = SemanticIndex.inMemory(100, 100, this.harness.clock());

	private final SemanticTier tier = new SemanticTier(this.embedder, this.index, this.judge,
			new SemanticTier.Settings(5, 0.5, Duration.ofMillis(200)), this.harness.clock(), this.patience);

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "reference").with(Semantic.GUARDED), CacheDefinition.of("exact", "reference"))
		.store(this.harness.store())
		.clock(this.harness.clock())
		.listeners(List.of(this.events))
		.semantic(this.tier)
		.build();

	@AfterEach
	void close() {
		this.harness.close();
	}

	@Test
	void otherWordingIsServedWithItsOwnAgeTagsAndSource() {
		Provenance first = ask(ASKED, "Yes", "doc:plans").provenance();
		this.harness.elapse(Duration.ofMinutes(5));

		ClaudeAnswer<String> answer = ask(OTHER, "never asked");

		assertThat(answer.value()).isEqualTo("Yes");
		assertThat(answer.provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(answer.provenance().age()).isEqualTo(Duration.ofMinutes(5));
		assertThat(answer.provenance().tags()).contains(new Tag("doc:plans"));
		assertThat(answer.provenance().match()).satisfies((match) -> {
			assertThat(match.source()).isEqualTo(first.fingerprint());
			assertThat(match.similarity()).isGreaterThan(0.99);
		});
	}

	@Test
	void sameQuestionIsAlwaysAnExactHit() {
		ask(ASKED, "Yes");
		int embedded = this.embedder.calls();

		assertThat(ask(ASKED, "never asked").provenance().outcome()).isEqualTo(Outcome.EXACT);
		assertThat(this.embedder.calls()).isEqualTo(embedded);
	}

	@Test
	void hitIsNeverStoredUnderTheNewKey() {
		ask(ASKED, "Yes");
		assertThat(ask(OTHER, "never asked").provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(this.events.stored()).isOne();

		// With the judge gone, only what is stored under the key can be served.
		this.judge.fail();

		assertThat(ask(OTHER, "its own").value()).isEqualTo("its own");
		assertThat(ask(OTHER, "never asked").provenance().outcome()).isEqualTo(Outcome.EXACT);
	}

	@Test
	void vetoGoesOnToTheNextCandidateAndIsTold() {
		ask(OPPOSITE, "Yes, it does not");

		assertThat(ask(ASKED, "Yes").value()).isEqualTo("Yes");
		assertThat(this.events.events(CacheEvent.CandidateRefused.class))
			.containsExactly(new CacheEvent.CandidateRefused("faq", NotJudge.GUARD));
		assertThat(ask(OTHER, "never asked").value()).isEqualTo("Yes");
	}

	@Test
	void questionsThatAreOnlyAlikeMiss() {
		ask(ASKED, "Yes");

		assertThat(ask("Does the small Pro plan have a single room?", "No").value()).isEqualTo("No");
		assertThat(this.events.events(CacheEvent.CandidateRefused.class))
			.allMatch((refused) -> refused.by().equals(CacheEvent.CandidateRefused.SCORE));
	}

	@Test
	void l19CandidateWhoseEntryWasInvalidatedIsAMissAndCounted() {
		ask(ASKED, "old", "doc:plans");
		this.cache.invalidate(ACME, "doc:plans");

		assertThat(ask(OTHER, "new", "doc:plans").value()).isEqualTo("new");
		assertThat(this.events.events(CacheEvent.CandidateRefused.class))
			.containsExactly(new CacheEvent.CandidateRefused("faq", CacheEvent.CandidateRefused.ENTRY));
		assertThat(ask(ASKED, "never asked").value()).isEqualTo("new");
	}

	@Test
	void candidateWithATagThatTheAskerDoesNotKnowIsCheckedForIt() {
		ask(ASKED, "old", "doc:only-of-the-first");
		this.cache.invalidate(ACME, "doc:only-of-the-first");

		assertThat(ask(OTHER, "new").value()).isEqualTo("new");
	}

	@Test
	void answerThatHasExpiredIsNotServedToAnotherWording() {
		ask(ASKED, "old");
		this.harness.elapse(Duration.ofDays(2));

		assertThat(ask(OTHER, "new").value()).isEqualTo("new");
	}

	@Test
	void p5NothingIsSharedAcrossTenantsFactorsLocalesOrDocuments() {
		ask(ASKED, "Yes");

		for (ClaudeRequest other : List.of(request("faq", new TenantId("globex"), OTHER).build(),
				request("faq", ACME, OTHER).locale(Locale.GERMAN).build(),
				request("faq", ACME, OTHER).factor("plan", "gold").build(),
				request("faq", ACME, OTHER).document("plans", "2").build(),
				request("faq", ACME, OTHER).model("other").build(),
				request("faq", ACME, OTHER).system("Be brief.").build())) {
			assertThat(this.cache.answer(other, () -> ClaudeAnswer.complete("own")).value()).isEqualTo("own");
		}
		assertThat(this.events.events(CacheEvent.CandidateRefused.class)).isEmpty();
	}

	@Test
	void cacheThatDoesNotAskForItHasNoSemanticTier() {
		this.cache.answer(request("exact", ACME, ASKED).build(), () -> ClaudeAnswer.complete("Yes"));

		assertThat(this.cache.answer(request("exact", ACME, OTHER).build(), () -> ClaudeAnswer.complete("own")).value())
			.isEqualTo("own");
		assertThat(this.embedder.calls()).isEqualTo(0);
	}

	@Test
	void cacheCanBeDefinedAgainWithTheTierAndNotWithoutIt() {
		CacheDefinition exact = CacheDefinition.of("exact", "reference");
		this.cache.define(exact.with(Semantic.GUARDED));
		this.cache.answer(request("exact", ACME, ASKED).build(), () -> ClaudeAnswer.complete("Yes"));

		assertThat(this.cache.answer(request("exact", ACME, OTHER).build(), () -> ClaudeAnswer.complete("own")).value())
			.isEqualTo("Yes");
		assertThatIllegalArgumentException().isThrownBy(() -> this.cache.define(exact))
			.withMessageContaining("defined twice");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.cache.define(CacheDefinition.of("exact", "static").with(Semantic.GUARDED)));
	}

	@Test
	void conversationHasNoSemanticTier() {
		ask(ASKED, "Yes");
		ClaudeRequest inConversation = request("faq", ACME, OTHER).history(List.of(Turn.user("About the Basic plan")))
			.build();

		assertThat(this.cache.answer(inConversation, () -> ClaudeAnswer.complete("own")).value()).isEqualTo("own");
	}

	@Test
	void questionThatDoesNotStandAloneMisses() {
		ask("And does the big Pro plan have it", "Yes");

		assertThat(ask("And the big Pro plan does have it", "own").value()).isEqualTo("own");
	}

	@Test
	void p9TextThatWasNotReadToItsEndIsNeverCompared() {
		String words = "again ".repeat(60);
		ask(words + "first", "Yes");

		assertThat(ask(words + "second", "own").value()).isEqualTo("own");
		assertThat(this.events.events(CacheEvent.CandidateRefused.class)).isEmpty();
	}

	@Test
	void judgeThatFailsSaysNo() {
		ask(ASKED, "Yes");
		this.judge.fail();

		assertThat(ask(OTHER, "own").value()).isEqualTo("own");
	}

	@Test
	void embedderThatFailsCostsTheTierOnly() {
		this.embedder.breakDown();

		assertThat(ask(ASKED, "Yes").provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(ask(ASKED, "never asked").provenance().outcome()).isEqualTo(Outcome.EXACT);
	}

	@Test
	void embeddingThatIsLateIsNotWaitedFor() {
		ask(ASKED, "Yes");
		this.embedder.holdUntil(new CompletableFuture<>());

		CompletableFuture<ClaudeAnswer<String>> caller = this.cache.answerAsync(request("faq", ACME, OTHER).build(),
				AnswerCodec.text(), () -> CompletableFuture.completedFuture(ClaudeAnswer.complete("own")));
		this.patience.awaitWaiting(1);
		this.patience.runOut();

		assertThat(Eventually.get(caller).value()).isEqualTo("own");
	}

	@ParameterizedTest
	@ValueSource(strings = { OTHER, ASKED })
	void answerThatWasNotKeptIsNotFoundByAnyWording(String later) {
		this.cache.answer(request("faq", ACME, ASKED).build(), () -> ClaudeAnswer.complete(""));

		assertThat(ask(later, "own").value()).isEqualTo("own");
	}

	private ClaudeAnswer<String> ask(String question, String answer, String... tags) {
		return this.cache.answer(request("faq", ACME, question).tags(tags).build(),
				() -> ClaudeAnswer.complete(answer));
	}

	private static ClaudeRequest.Builder request(String cache, TenantId tenant, String question) {
		return ClaudeRequest.builder(cache, tenant).message(question);
	}

}
