package io.github.claudecache.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BudgetState;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.reason.SkipReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache in shadow mode decides, serves nobody, and knows how often it would have been
 * wrong.
 */
class ShadowTests {

	private static final AuditSettings ALL = new AuditSettings(1, 1, 1, 1000, 10, Duration.ofSeconds(30),
			Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	private static final ClaudeRequest REQUEST = ClaudeRequest.builder("faq", TenantId.DEFAULT)
		.message("May I return it?")
		.build();

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	private boolean refusing;

	private final Auditor auditor = new Auditor(ALL, (cache) -> ALL,
			(answers) -> CompletableFuture
				.completedFuture(answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT),
			this::execute, Patience.system(), InstantSource.system(), this.events::add);

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(new CacheDefinition("faq", "static", CacheMode.SHADOW, null, null, null, null, Semantic.OFF))
		.listeners(List.<ClaudeCacheListener>of(this.auditor, this.events::add))
		.audit(this.auditor)
		.build();

	@Test
	void everyCallerGetsAFreshAnswerAndEveryDecisionIsJudged() {
		assertThat(ask("yes").provenance().reason()).isEqualTo(MissReason.NOT_FOUND);
		ClaudeAnswer<String> second = ask("yes");
		assertThat(second.provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(second.provenance().reason()).isEqualTo(MissReason.SHADOWED);
		assertThat(second.provenance().refusal()).isEqualTo(RefusalReason.SHADOWED);
		assertThat(ask("no").value()).isEqualTo("no");

		assertThat(this.calls).hasValue(3);
		assertThat(this.auditor.figures("faq").exact()).isEqualTo(new Tally(2, 1, 1, 0));
		assertThat(this.events).filteredOn(CacheEvent.Audited.class::isInstance)
			.extracting((event) -> ((CacheEvent.Audited) event).spent())
			.as("the callers' own calls cost the audit nothing")
			.containsOnly(Usage.NONE);
		assertThat(this.events).noneMatch(CacheEvent.Served.class::isInstance);
	}

	@Test
	void whatACacheThatServesWouldKeepStaysAsItIs() {
		ask("first");
		ask("second");
		ask("third");
		assertThat(this.auditor.figures("faq").exact().different()).isEqualTo(2);

		assertThat(this.cache.invalidate(TenantId.DEFAULT, "cache:faq")).extracting(Invalidation::applied)
			.isEqualTo(true);
		assertThat(ask("third").provenance().reason()).isNotEqualTo(MissReason.SHADOWED);
		ask("third");
		assertThat(this.auditor.figures("faq").exact().same()).isEqualTo(1);
	}

	@Test
	void nothingIsClosedHoweverWrongItWouldBe() {
		ask("yes");
		for (int i = 0; i < 100; i++) {
			this.auditor.shadowed(new ServedHit("faq", Outcome.SEMANTIC, null, Payload.text("yes")),
					AnswerDraft.complete("no"));
		}
		assertThat(this.auditor.figures("faq").semantic().different()).isEqualTo(100);
		assertThat(this.auditor.figures("faq").state()).isEqualTo(BudgetState.OPEN);
	}

	@Test
	void anAnswerThatIsNotCompleteIsNoVerdict() {
		ask("yes");
		this.cache.answer(REQUEST, () -> ClaudeAnswer.of("y", StopReason.MAX_TOKENS, null, Usage.NONE));
		assertThat(skips()).containsExactly(SkipReason.INCOMPLETE);
		assertThat(this.auditor.figures("faq").exact().decided()).isZero();
	}

	@Test
	void threadsThatTakeNoMoreCostVerdictsOnly() {
		ask("yes");
		this.refusing = true;
		assertThat(ask("no").value()).isEqualTo("no");
		assertThat(skips()).containsExactly(SkipReason.BUSY);
	}

	@Test
	void anExplanationSaysWhatIsDone() {
		ask("yes");
		assertThat(this.cache.explain(REQUEST).outcome()).isEqualTo(Outcome.MISS);
		assertThat(this.cache.explain(REQUEST).reason()).isEqualTo(MissReason.SHADOWED);
		assertThat(this.cache.explain(REQUEST).age()).isNotNull();
	}

	private void execute(Runnable task) {
		if (this.refusing) {
			throw new RejectedExecutionException();
		}
		task.run();
	}

	private List<SkipReason> skips() {
		return this.events.stream()
			.filter(CacheEvent.AuditSkipped.class::isInstance)
			.map((event) -> ((CacheEvent.AuditSkipped) event).reason())
			.toList();
	}

	private ClaudeAnswer<String> ask(String answer) {
		return this.cache.answer(REQUEST, () -> {
			this.calls.incrementAndGet();
			return ClaudeAnswer.of(answer, StopReason.END_TURN, "claude-sonnet-5", Usage.of(100, 10));
		});
	}

}
