package io.github.claudecache.testsupport.semantic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.store.FaultyStore;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import io.github.claudecache.testsupport.store.StoreFault;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What was reported as wrong is not served again, neither as it is nor, once there is
 * another answer in its place, to the same neighbour.
 */
class ReportTests {

	private static final TenantId ACME = new TenantId("acme");

	private static final String ASKED = "Does the big Pro plan have single sign on please?";

	private static final String OTHER = "Please does the big Pro plan have single sign on";

	private static final String THIRD = "Does the big Pro plan please have single sign on?";

	private final InMemoryHarness harness = new InMemoryHarness(Duration.ofDays(8));

	private final FaultyStore store = new FaultyStore(this.harness.store());

	private final EventLog events = new EventLog();

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "reference").with(Semantic.GUARDED))
		.store(this.store)
		.clock(this.harness.clock())
		.listeners(List.of(this.events))
		.semantic(new SemanticTier(new WordVectors(), SemanticIndex.inMemory(100, 100, this.harness.clock()),
				new NotJudge(0.9), SemanticTier.Settings.DEFAULT, this.harness.clock(), Patience.system()))
		.build();

	@AfterEach
	void close() {
		this.harness.close();
	}

	@Test
	void aReportedAnswerIsNotServedAgain() {
		Provenance wrong = ask(ASKED, "wrong").provenance();

		assertThat(this.cache.report(ACME, fingerprint(wrong), null)).map(Invalidation::applied).contains(true);

		assertThat(ask(ASKED, "right").value()).isEqualTo("right");
		assertThat(ask(OTHER, "not asked").value()).isEqualTo("right");
		assertThat(this.events.events(CacheEvent.Reported.class))
			.containsExactly(new CacheEvent.Reported("faq", ACME, fingerprint(wrong), Outcome.EXACT));
	}

	@Test
	void theNeighbourOfAReportedPairStaysRejectedAndNobodyElseIs() {
		ask(ASKED, "of the other");
		Provenance wrong = ask(OTHER, "not asked").provenance();
		assertThat(wrong.outcome()).isEqualTo(Outcome.SEMANTIC);

		report(wrong);

		assertThat(ask(ASKED, "of the other").provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(ask(OTHER, "its own").value()).isEqualTo("its own");
		assertThat(this.events.events(CacheEvent.CandidateRefused.class))
			.contains(new CacheEvent.CandidateRefused("faq", CacheEvent.CandidateRefused.REPORT));
		assertThat(ask(THIRD, "not asked").provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
		assertThat(this.events.events(CacheEvent.Reported.class)).singleElement()
			.extracting(CacheEvent.Reported::tier)
			.isEqualTo(Outcome.SEMANTIC);
	}

	@Test
	void controlWithoutThePairTheNeighbourIsServedAgain() {
		ask(ASKED, "of the other");
		Provenance wrong = ask(OTHER, "not asked").provenance();

		this.cache.report(ACME, wrong.match().source(), null);
		ask(ASKED, "of the other again");

		assertThat(ask(OTHER, "not asked").value()).isEqualTo("of the other again");
	}

	@Test
	void anInvalidationOfWhatTheAnswerDependedOnLeavesTheReport() {
		ask(ASKED, "of the other", "doc:plans");
		report(ask(OTHER, "not asked", "doc:plans").provenance());

		this.cache.invalidate(ACME, "doc:plans", "cache:faq");
		ask(ASKED, "of the other", "doc:plans");

		assertThat(ask(OTHER, "its own", "doc:plans").value()).isEqualTo("its own");
	}

	@Test
	void aReportIsOlderThanTheAnswersOfItsClassMayBe() {
		ask(ASKED, "of the other");
		report(ask(OTHER, "not asked").provenance());
		this.harness.elapse(Duration.ofDays(3));
		ask(ASKED, "of the other");

		assertThat(ask(OTHER, "its own").value()).isEqualTo("its own");
	}

	@Test
	void oneTenantsReportSaysNothingAboutAnothers() {
		TenantId globex = new TenantId("globex");
		ask(ASKED, "of the other");
		Provenance wrong = ask(OTHER, "not asked").provenance();
		assertThat(this.cache.report(globex, wrong.match().source(), wrong.fingerprint())).isEmpty();

		report(wrong);
		ask(globex, ASKED, "of globex");

		assertThat(ask(globex, OTHER, "not asked").value()).isEqualTo("of globex");
	}

	@Test
	void whatIsNotThereCannotBeReported() {
		assertThat(this.cache.report(ACME, new Fingerprint("0".repeat(64)), null)).isEqualTo(Optional.empty());
		assertThat(this.events.events(CacheEvent.Reported.class)).isEmpty();
	}

	@Test
	void aReportThatCannotBeKeptIsAnErrorAndCanBeRepeated() {
		ask(ASKED, "of the other");
		Provenance wrong = ask(OTHER, "not asked").provenance();

		for (StoreOperation operation : List.of(StoreOperation.CAPTURE, StoreOperation.STORE,
				StoreOperation.INVALIDATE)) {
			this.store.plant(operation, StoreFault.FAILS);
			assertThatExceptionOfType(InvalidationFailedException.class).isThrownBy(() -> report(wrong));
			this.store.heal();
		}
		assertThat(this.events.events(CacheEvent.Reported.class)).isEmpty();

		report(wrong);
		ask(ASKED, "of the other");
		assertThat(ask(OTHER, "its own").value()).isEqualTo("its own");
	}

	private void report(Provenance wrong) {
		assertThat(this.cache.report(ACME, wrong.match().source(), wrong.fingerprint())).isPresent();
	}

	private static Fingerprint fingerprint(Provenance provenance) {
		assertThat(provenance.fingerprint()).isNotNull();
		return provenance.fingerprint();
	}

	private ClaudeAnswer<String> ask(String question, String text, String... tags) {
		return ask(ACME, question, text, tags);
	}

	private ClaudeAnswer<String> ask(TenantId tenant, String question, String text, String... tags) {
		return this.cache.answer(ClaudeRequest.builder("faq", tenant).message(question).tags(tags).build(),
				() -> ClaudeAnswer.complete(text));
	}

}
