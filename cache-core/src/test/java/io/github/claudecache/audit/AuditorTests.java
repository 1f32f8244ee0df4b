package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BudgetState;
import io.github.claudecache.reason.SkipReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What is drawn, what comes of it, and what it must not do to anybody.
 */
class AuditorTests {

	private static final AuditSettings ALL = new AuditSettings(1, 1, 1, 1_000_000, 2, Duration.ofSeconds(30),
			Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	private final List<CacheEvent> events = new ArrayList<>();

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final List<CompletableFuture<?>> awaited = new ArrayList<>();

	private Instant now = Instant.parse("2026-01-05T08:00:00Z");

	@Test
	void nothingHappensOnTheThreadOfTheCaller() {
		Auditor auditor = auditor(ALL);
		auditor.served(hit(Outcome.EXACT, "yes"), () -> {
			throw new AssertionError("Called");
		});
		assertThat(this.tasks).hasSize(1);
		assertThat(this.events).isEmpty();
	}

	@Test
	void theFreshAnswerIsComparedAndItsTokensAreCounted() {
		Auditor auditor = auditor(ALL);
		auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		auditor.served(hit(Outcome.SEMANTIC, "yes"), () -> fresh("no"));
		runAll();
		assertThat(this.events).containsExactly(
				new CacheEvent.Audited("faq", Outcome.EXACT, AuditVerdict.SAME, Usage.of(3, 5)),
				new CacheEvent.Audited("faq", Outcome.SEMANTIC, AuditVerdict.DIFFERENT, Usage.of(3, 5)));
		AuditFigures figures = auditor.figures("faq");
		assertThat(figures.exact()).isEqualTo(new Tally(0, 1, 0, 0));
		assertThat(figures.semantic()).isEqualTo(new Tally(0, 0, 1, 0));
	}

	@Test
	void whatIsServedIsCountedWhetherItIsDrawnOrNot() {
		Auditor auditor = auditor(new AuditSettings(0, 0, 0, 10, 2, Duration.ofSeconds(30), Duration.ofHours(24), 0.02,
				0.95, Duration.ofHours(1)));
		auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		assertThat(this.tasks).isEmpty();
		assertThat(auditor.figures("faq").rate().share()).isNaN();
	}

	@Test
	void aShareIsDrawnAndItIsThatShare() {
		Auditor auditor = auditor(new AuditSettings(0.01, 0.1, 1, 1_000_000, 100_000, Duration.ofSeconds(30),
				Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1)));
		for (int i = 0; i < 10_000; i++) {
			auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		}
		assertThat((double) this.tasks.size()).isCloseTo(100, within(2.0));
		this.tasks.clear();
		for (int i = 0; i < 10_000; i++) {
			auditor.served(hit(Outcome.SEMANTIC, "yes"), () -> fresh("yes"));
		}
		assertThat((double) this.tasks.size()).isCloseTo(1000, within(2.0));
	}

	@Test
	void soManyInAMinuteAndSoManyAtATime() {
		Auditor auditor = auditor(new AuditSettings(1, 1, 1, 3, 2, Duration.ofSeconds(30), Duration.ofHours(24), 0.02,
				0.95, Duration.ofHours(1)));
		for (int i = 0; i < 4; i++) {
			auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		}
		assertThat(this.tasks).hasSize(2);
		assertThat(skips()).containsExactly(SkipReason.BUSY, SkipReason.PER_MINUTE);

		runAll();
		this.now = this.now.plusSeconds(60);
		auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		assertThat(this.tasks).hasSize(1);
	}

	@Test
	void aPlaceIsFreeWhenTheCallHasEndedNotWhenTheDeadlinePassed() {
		AuditSettings one = new AuditSettings(1, 1, 1, 100, 1, Duration.ofSeconds(30), Duration.ofHours(24), 0.02, 0.95,
				Duration.ofHours(1));
		Auditor auditor = auditor(one);
		CompletableFuture<AnswerDraft> slow = new CompletableFuture<>();
		auditor.served(hit(Outcome.EXACT, "yes"), () -> slow);
		runAll();
		this.awaited.get(0).completeExceptionally(new TimeoutException());
		auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		assertThat(skips()).containsExactly(SkipReason.LATE, SkipReason.BUSY);

		slow.complete(draft("yes", StopReason.END_TURN));
		auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		assertThat(this.tasks).hasSize(1);
		assertThat(auditor.figures("faq").exact().decided()).isZero();
	}

	@Test
	void whatGoesWrongIsCountedAndIsNoVerdict() {
		Auditor auditor = auditor(ALL);
		auditor.served(hit(Outcome.EXACT, "yes"), () -> {
			throw new IllegalStateException("Claude is away");
		});
		auditor.served(hit(Outcome.EXACT, "yes"), () -> CompletableFuture.failedFuture(new StackOverflowError()));
		runAll();
		auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("broken"));
		runAll();
		assertThat(skips()).containsExactly(SkipReason.CALL_FAILED, SkipReason.CALL_FAILED, SkipReason.COMPARER_FAILED);
		assertThat(auditor.figures("faq").exact().decided()).isZero();
	}

	@ParameterizedTest
	@EnumSource(value = StopReason.class, mode = EnumSource.Mode.EXCLUDE, names = { "END_TURN", "STOP_SEQUENCE" })
	void anAnswerThatIsNotCompleteIsNoVerdict(StopReason reason) {
		Auditor auditor = auditor(ALL);
		auditor.served(hit(Outcome.EXACT, "yes"), () -> CompletableFuture.completedFuture(draft("no", reason)));
		runAll();
		assertThat(this.events)
			.containsExactly(new CacheEvent.AuditSkipped("faq", Outcome.EXACT, SkipReason.INCOMPLETE, Usage.of(3, 5)));
	}

	@Test
	void threadsThatTakeNoMoreAreBusy() {
		Auditor auditor = new Auditor(ALL, (cache) -> ALL, AuditorTests::compare, (task) -> {
			throw new RejectedExecutionException();
		}, Patience.system(), () -> this.now, this.events::add);
		for (int i = 0; i < 5; i++) {
			auditor.served(hit(Outcome.EXACT, "yes"), () -> fresh("yes"));
		}
		assertThat(skips()).hasSize(5).containsOnly(SkipReason.BUSY);
	}

	@Test
	void wrongAnswersToOtherWordingsCloseTheTierAndAreTold() {
		Auditor auditor = auditor(ALL);
		assertThat(auditor.closed("faq")).isNull();
		auditWrong(auditor, Outcome.SEMANTIC, WrongRate.LEAST);
		assertThat(auditor.closed("faq")).contains("error budget");
		assertThat(auditor.closed("other")).isNull();
		assertThat(changes()).containsExactly(BudgetState.CLOSED);
		assertThat(auditor.figures("faq").state()).isEqualTo(BudgetState.CLOSED);

		this.now = this.now.plus(ALL.coolDown());
		assertThat(auditor.closed("faq")).isNull();
		assertThat(auditor.figures("faq").state()).isEqualTo(BudgetState.TRIAL);

		assertThat(auditor.reopen("faq")).isTrue();
		assertThat(changes()).containsExactly(BudgetState.CLOSED, BudgetState.OPEN);
		assertThat(auditor.reopen("faq")).isFalse();
	}

	@Test
	void staleExactHitsAreCountedAndCloseNothing() {
		Auditor auditor = auditor(ALL);
		auditWrong(auditor, Outcome.EXACT, 200);
		assertThat(auditor.closed("faq")).isNull();
		assertThat(auditor.figures("faq").exact().different()).isEqualTo(200);
	}

	@Test
	void whatIsOlderThanTheWindowIsForgotten() {
		Auditor auditor = auditor(ALL);
		auditWrong(auditor, Outcome.EXACT, 10);
		this.now = this.now.plus(Duration.ofHours(23));
		auditWrong(auditor, Outcome.EXACT, 5);
		assertThat(auditor.figures("faq").exact().different()).isEqualTo(15);
		this.now = this.now.plus(Duration.ofHours(1));
		assertThat(auditor.figures("faq").exact().different()).isEqualTo(5);
		this.now = this.now.plus(Duration.ofDays(30));
		assertThat(auditor.figures("faq").exact().different()).isZero();
	}

	private void auditWrong(Auditor auditor, Outcome tier, int times) {
		for (int i = 0; i < times; i++) {
			auditor.served(hit(tier, "yes"), () -> fresh("no"));
			runAll();
		}
	}

	private Auditor auditor(AuditSettings settings) {
		return new Auditor(settings, (cache) -> settings, AuditorTests::compare, this.tasks::add, new Patience() {

			@Override
			public <T> CompletableFuture<T> await(CompletableFuture<T> waitedFor, Duration limit) {
				CompletableFuture<T> mine = waitedFor.copy();
				AuditorTests.this.awaited.add(mine);
				return mine;
			}

		}, () -> this.now, this.events::add);
	}

	private static CompletionStage<AuditVerdict> compare(AnswerComparer.Answers answers) {
		if (answers.fresh().body().equals("broken")) {
			throw new IllegalStateException("The comparer is broken");
		}
		return CompletableFuture
			.completedFuture(answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT);
	}

	private void runAll() {
		while (!this.tasks.isEmpty()) {
			this.tasks.remove().run();
		}
	}

	private List<SkipReason> skips() {
		return this.events.stream()
			.filter(CacheEvent.AuditSkipped.class::isInstance)
			.map((event) -> ((CacheEvent.AuditSkipped) event).reason())
			.toList();
	}

	private List<BudgetState> changes() {
		return this.events.stream()
			.filter(CacheEvent.BudgetChanged.class::isInstance)
			.map((event) -> ((CacheEvent.BudgetChanged) event).state())
			.toList();
	}

	private static ServedHit hit(Outcome tier, String answer) {
		return new ServedHit("faq", tier, "May I?", Payload.text(answer));
	}

	private static CompletionStage<AnswerDraft> fresh(String answer) {
		return CompletableFuture.completedFuture(draft(answer, StopReason.END_TURN));
	}

	private static AnswerDraft draft(String answer, StopReason reason) {
		return new AnswerDraft(Payload.text(answer), reason, "claude-sonnet-5", Usage.of(3, 5), false);
	}

}
