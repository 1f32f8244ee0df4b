package io.github.claudecache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An explanation says what would happen and which factor is to blame, and leaves no
 * trace.
 */
class ExplanationTests {

	private static final TenantId ACME = new TenantId("acme");

	private Instant now = Instant.parse("2026-01-05T08:00:00Z");

	private final ConcurrentLinkedQueue<CacheEvent> events = new ConcurrentLinkedQueue<>();

	private final InMemoryAnswerStore store = new InMemoryAnswerStore(InMemoryAnswerStore.Settings.DEFAULT,
			() -> this.now, Runnable::run);

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "reference"), CacheDefinition.of("other", "reference"),
				CacheDefinition.of("live", "live"))
		.store(this.store)
		.clock(() -> this.now)
		.listeners(List.of(this.events::add))
		.build();

	@Test
	void changedFactorIsNamed() {
		keep(request().system("Be brief.").build());

		Explanation explanation = this.cache.explain(request().system("Be thorough.").build());

		assertThat(explanation.outcome()).isEqualTo(Outcome.MISS);
		assertThat(explanation.reason()).isEqualTo(MissReason.NOT_FOUND);
		assertThat(differences(explanation)).singleElement()
			.asString()
			.matches("system prompt changed: [0-9a-f]{4} -> [0-9a-f]{4}");
		FactorCard.Difference difference = differences(explanation).get(0);
		assertThat(difference.before()).isNotEqualTo(difference.now());
		assertThat(explanation.fingerprints().card().digests()).containsEntry("system prompt", difference.now());
	}

	@Test
	void factorThatIsAbsentOnOneSideIsNamed() {
		keep(request().build());

		Explanation explanation = this.cache.explain(request().locale(Locale.GERMANY).build());

		assertThat(differences(explanation)).singleElement()
			.asString()
			.matches("locale changed: absent -> [0-9a-f]{4}");
	}

	@Test
	void mostSimilarEntryIsCompared() {
		keep(request().model("claude-a").system("Be brief.").factor("tier", "gold").build());
		keep(request().model("claude-a").system("Be thorough.").build());

		Explanation explanation = this.cache.explain(request().model("claude-b").system("Be thorough.").build());

		assertThat(differences(explanation)).extracting(FactorCard.Difference::factor).containsExactly("model");
	}

	@Test
	void entriesOfOtherTenantsAndCachesAreNotCompared() {
		keep(ClaudeRequest.builder("faq", new TenantId("globex")).message("May I return it?").build());
		keep(ClaudeRequest.builder("other", ACME).message("May I return it?").build());

		assertThat(this.cache.explain(request().build()).nearest()).isNull();
	}

	@Test
	void hitIsExplainedByItsAgeAndTags() {
		keep(request().tags("policy:returns").build());
		this.now = this.now.plusSeconds(90);

		Explanation explanation = this.cache.explain(request().tags("policy:returns").build());

		assertThat(explanation.outcome()).isEqualTo(Outcome.EXACT);
		assertThat(explanation.reason()).isNull();
		assertThat(explanation.age()).isEqualTo(Duration.ofSeconds(90));
		assertThat(explanation.tags()).contains(new Tag("policy:returns"), new Tag("cache:faq"));
		assertThat(explanation.nearest()).isNull();
	}

	@Test
	void answerOfANodeWhoseClockIsAheadHasNoAge() {
		keep(request().build());
		this.now = this.now.minusSeconds(1);

		assertThat(this.cache.explain(request().build()).age()).isZero();
		assertThat(this.cache.open(request().build())).isInstanceOfSatisfying(Hit.class,
				(hit) -> assertThat(hit.provenance().age()).isZero());
		assertThat(this.events).filteredOn(CacheEvent.Served.class::isInstance)
			.singleElement()
			.satisfies((event) -> assertThat(((CacheEvent.Served) event).age()).isZero());
	}

	@Test
	void entryThatMayNotBeServedIsExplainedByTheReason() {
		keep(request().tags("policy:returns").build());
		keep(request().message("Where is it?").build());
		this.now = this.now.plus(Duration.ofHours(24));

		assertThat(this.cache.explain(request().tags("policy:returns").build()).reason()).isIn(MissReason.EXPIRED,
				MissReason.NOT_FOUND);
		this.cache.invalidation().invalidateForAllTenants(Set.of(new Tag("policy:returns")));
		keep(request().tags("policy:returns").build());
		this.cache.invalidation().invalidateForAllTenants(Set.of(new Tag("policy:returns")));

		Explanation voided = this.cache.explain(request().tags("policy:returns").build());
		assertThat(voided.reason()).isEqualTo(MissReason.INVALIDATED);
		assertThat(voided.tags()).contains(new Tag("policy:returns"));
	}

	@Test
	void requestWithoutAKeyIsExplainedByTheReason() {
		Explanation explanation = this.cache.explain(ClaudeRequest.builder("live", ACME).message("Now?").build());

		assertThat(explanation.outcome()).isEqualTo(Outcome.BYPASS);
		assertThat(explanation.reason()).isEqualTo(BypassReason.VOLATILITY_LIVE);
		assertThat(explanation.fingerprints()).isNull();
	}

	@Test
	void nothingIsCountedStoredOrBegun() {
		this.cache.explain(request().build());
		this.cache.explain(ClaudeRequest.builder("live", ACME).message("Now?").build());

		assertThat(this.events).isEmpty();
		assertThat(this.store.check(ACME, Set.of()).toCompletableFuture().join()).isEqualTo(Standing.UNKNOWN);

		keep(request().build());
		this.events.clear();
		this.cache.explain(request().build());
		this.cache.explain(request().system("Be brief.").build());

		assertThat(this.events).isEmpty();
		assertThat(this.cache.open(request().system("Be brief.").build())).isInstanceOf(Ticket.class);
	}

	private void keep(ClaudeRequest request) {
		this.cache.answer(request, () -> ClaudeAnswer.complete("Yes"));
	}

	private static ClaudeRequest.Builder request() {
		return ClaudeRequest.builder("faq", ACME).message("May I return it?");
	}

	private static List<FactorCard.Difference> differences(Explanation explanation) {
		assertThat(explanation.nearest()).isNotNull();
		return explanation.nearest().differences();
	}

}
