package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BudgetState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Several processes show one figure and close together.
 */
class SharedAuditTests {

	private static final String CACHE = "faq";

	private static final AuditSettings ALL = new AuditSettings(1, 1, 1, 1_000_000, 1000, Duration.ofSeconds(30),
			Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	private final AuditBoard board = new AuditBoard();

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	private volatile Instant now = Instant.parse("2026-11-27T10:00:00Z");

	@Test
	void wrongAnswersFoundInAnyProcessCloseTheCacheInAllOfThem() {
		List<Auditor> processes = IntStream.range(0, 5).mapToObj((number) -> process("p" + number)).toList();
		List<Auditor> alone = IntStream.range(0, 5).mapToObj((number) -> auditor(null)).toList();
		for (int i = 0; i < WrongRate.LEAST; i++) {
			audit(processes.get(i % 5), true);
			audit(alone.get(i % 5), true);
			exchange(processes.get(i % 5));
		}
		processes.forEach(SharedAuditTests::exchange);
		assertThat(processes).allSatisfy((process) -> assertThat(process.closed(CACHE)).contains("wrong"));
		assertThat(alone).as("control: each for itself")
			.allSatisfy((process) -> assertThat(process.closed(CACHE)).isNull());
		assertThat(this.events.stream().filter(CacheEvent.BudgetChanged.class::isInstance))
			.as("each process says so once")
			.hasSize(5)
			.allMatch(new CacheEvent.BudgetChanged(CACHE, BudgetState.CLOSED)::equals);
	}

	@Test
	void allProcessesShowOneFigure() {
		Auditor first = process("a");
		Auditor second = process("b");
		for (int i = 0; i < 40; i++) {
			audit((i % 2 == 0) ? first : second, i % 10 == 0);
		}
		first.onEvent(new CacheEvent.Shadowed(CACHE, Outcome.EXACT));
		Stream.of(first, second, first, second, first).forEach(SharedAuditTests::exchange);
		assertThat(first.figures(CACHE)).isEqualTo(second.figures(CACHE));
		assertThat(first.figures(CACHE).semantic()).isEqualTo(new Tally(40, 36, 4, 0));
		assertThat(first.figures(CACHE).exact()).isEqualTo(new Tally(1, 0, 0, 0));
	}

	@Test
	void aProcessThatStartsLaterServesNothingBeforeItKnows() {
		Auditor first = process("a");
		close(first);
		exchange(first);
		Auditor late = process("late");
		this.board.fault = AuditBoard.Fault.AWAY;
		assertThat(late.closed(CACHE)).contains("not known yet");
		assertThatThrownBy(() -> exchange(late)).isInstanceOf(CompletionException.class);
		assertThat(late.closed(CACHE)).contains("not known yet");
		this.board.fault = AuditBoard.Fault.NONE;
		exchange(late);
		assertThat(late.closed(CACHE)).contains("wrong");
	}

	@Test
	void aHandAndTheTrialOpenItEverywhere() {
		Auditor first = process("a");
		Auditor second = process("b");
		close(first);
		exchange(first);
		exchange(second);
		assertThat(second.reopen(CACHE)).isTrue();
		exchange(second);
		exchange(first);
		assertThat(first.closed(CACHE)).isNull();
		assertThat(first.figures(CACHE).state()).isEqualTo(BudgetState.OPEN);
		close(second);
		exchange(second);
		exchange(first);
		this.now = this.now.plus(Duration.ofHours(1));
		assertThat(List.of(first, second))
			.allSatisfy((process) -> assertThat(process.figures(CACHE).state()).isEqualTo(BudgetState.TRIAL));
		for (int i = 0; i < 500; i++) {
			audit((i % 2 == 0) ? first : second, false);
		}
		exchange(first);
		exchange(second);
		exchange(first);
		assertThat(List.of(first, second))
			.allSatisfy((process) -> assertThat(process.figures(CACHE).state()).isEqualTo(BudgetState.OPEN));
	}

	@Test
	void nothingIsLostWhenProcessesChangeItAtTheSameTime() {
		assertThat(seenAfterCompetition(AuditBoard.Fault.NONE)).isEqualTo(400);
		assertThat(seenAfterCompetition(AuditBoard.Fault.BLIND)).as("control: written over one another")
			.isLessThan(400);
	}

	@Test
	void aWritingWhoseReplyIsLostCountsOnce() {
		assertThat(seenAfterLostReply(false)).isEqualTo(10);
		assertThat(seenAfterLostReply(true)).as("control: writings that have no name").isGreaterThan(10);
	}

	@Test
	void nothingIsForgottenWhenTheSharedPlaceIsEmptied() {
		Auditor first = process("a");
		Auditor second = process("b");
		close(first);
		exchange(first);
		exchange(second);
		AuditFigures before = second.figures(CACHE);
		this.board.counts.clear();
		this.board.budgets.clear();
		exchange(first);
		exchange(second);
		assertThat(second.figures(CACHE)).isEqualTo(before);
		Auditor late = process("late");
		exchange(late);
		assertThat(late.figures(CACHE).state()).isEqualTo(BudgetState.CLOSED);
	}

	@Test
	void whileNobodyCanBeToldEachGoesOnAndTellsItLater() {
		Auditor first = process("a");
		Auditor second = process("b");
		exchange(first);
		exchange(second);
		this.board.fault = AuditBoard.Fault.AWAY;
		close(first);
		assertThat(first.closed(CACHE)).contains("wrong");
		assertThat(second.closed(CACHE)).isNull();
		this.board.fault = AuditBoard.Fault.NONE;
		exchange(first);
		exchange(second);
		assertThat(second.closed(CACHE)).contains("wrong");
	}

	@Test
	void whatCannotBeReadIsLeftOutAndReplaced() {
		for (String garbage : List.of("", " ", "OPEN", "OPEN 0 0 NaN,0,0 0 0,0 x", "OPEN 0 -1 0,0,0 0 0,0 x",
				"OPEN 0 0 0,0 0 0,0 x", "SHUT 0 0 0,0,0 0 0,0 x", "\u0000\uffff")) {
			this.board.counts.put(CACHE + "/other", garbage);
			this.board.budgets.put(CACHE, garbage);
			Auditor first = process("a" + garbage.length());
			audit(first, true);
			exchange(first);
			assertThat(first.figures(CACHE).semantic()).isEqualTo(new Tally(1, 0, 1, 0));
			assertThat(this.board.budgets.get(CACHE)).startsWith("OPEN 0 1 ");
			this.board.counts.clear();
			this.board.budgets.clear();
		}
		for (String garbage : List.of("SEMANTIC 1 2 3 4", "SEMANTIC 1 2 3 4 -5", "OTHER 1 2 3 4 5",
				"SEMANTIC 1 2 3 4 99999999999999999999")) {
			assertThat(ProcessCounts.of(garbage)).isEqualTo(ProcessCounts.NONE);
		}
	}

	@Test
	void whatAProcessThatEndedCountedLeavesWithTheWindow() {
		Auditor ended = process("ended");
		audit(ended, true);
		exchange(ended);
		Auditor first = process("a");
		exchange(first);
		assertThat(first.figures(CACHE).semantic().different()).isEqualTo(1);
		this.now = this.now.plus(ALL.window()).plusSeconds(1);
		assertThat(first.figures(CACHE).semantic().different()).isZero();
		exchange(first);
		exchange(first);
		assertThat(this.board.counts).containsOnlyKeys(CACHE + "/a");
	}

	private long seenAfterCompetition(AuditBoard.Fault fault) {
		this.board.fault = fault;
		this.board.budgets.clear();
		List<Auditor> processes = IntStream.range(0, 4).mapToObj((number) -> process(fault + "p" + number)).toList();
		List<CompletableFuture<Void>> running = new ArrayList<>();
		for (Auditor process : processes) {
			running.add(CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 100; i++) {
					audit(process, false);
					exchange(process);
				}
			}, (task) -> new Thread(task).start()));
		}
		running.forEach(CompletableFuture::join);
		processes.forEach(SharedAuditTests::exchange);
		return seen();
	}

	private long seenAfterLostReply(boolean nameless) {
		this.board.budgets.clear();
		this.board.reading = (text) -> nameless ? text.substring(0, text.lastIndexOf(' ') + 1) + "nobody" : text;
		Auditor first = process("a" + nameless);
		for (int i = 0; i < 10; i++) {
			audit(first, false);
		}
		this.board.fault = AuditBoard.Fault.REPLIES_LOST;
		assertThatThrownBy(() -> exchange(first)).isInstanceOf(CompletionException.class);
		this.board.fault = AuditBoard.Fault.BLIND;
		exchange(first);
		return seen();
	}

	private long seen() {
		return Long.parseLong(this.board.budgets.get(CACHE).split(" ")[2]);
	}

	private Auditor process(String name) {
		return auditor(this.board.of(name));
	}

	private Auditor auditor(SharedAudit shared) {
		return new Auditor(ALL, (cache) -> ALL,
				(answers) -> CompletableFuture.completedFuture(
						answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT),
				Runnable::run, Patience.system(), () -> this.now, this.events::add, shared);
	}

	private static void close(Auditor process) {
		for (int i = 0; i < WrongRate.LEAST; i++) {
			audit(process, true);
		}
	}

	private static void audit(Auditor process, boolean wrong) {
		process.onEvent(new CacheEvent.Shadowed(CACHE, Outcome.SEMANTIC));
		process.served(new ServedHit(CACHE, Outcome.SEMANTIC, "May I?", Payload.text("yes")), () -> CompletableFuture
			.completedFuture(
					new AnswerDraft(Payload.text(wrong ? "no" : "yes"), StopReason.END_TURN, null, Usage.NONE, false)));
	}

	private static void exchange(Auditor process) {
		process.exchange(List.of(CACHE)).toCompletableFuture().join();
	}

}
