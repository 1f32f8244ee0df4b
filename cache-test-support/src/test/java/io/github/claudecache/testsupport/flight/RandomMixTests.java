package io.github.claudecache.testsupport.flight;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand callers of a few hundred questions, of both kinds: calls succeed, fail,
 * are cut, cannot be replayed; callers are interrupted and cancelled; patience ends;
 * answers are voided. Nobody is stuck, nothing is counted twice or not at all.
 */
class RandomMixTests extends FlightFixture {

	private static final int QUESTIONS = 150;

	private final AtomicLong handedIn = new AtomicLong();

	private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

	private final Queue<CompletableFuture<?>> futures = new ConcurrentLinkedQueue<>();

	private final AnswerCodec<String> codec = new AnswerCodec<>() {

		@Override
		public Payload encode(String value) {
			if (value.startsWith("!")) {
				throw new IllegalArgumentException("Not replayable");
			}
			return Payload.text(value);
		}

		@Override
		public String decode(Payload payload) {
			return payload.body();
		}

	};

	static List<Threads> threads() {
		return Threads.available();
	}

	@ParameterizedTest
	@MethodSource("threads")
	void nobodyIsStuckAndEverythingIsCountedOnce(Threads kind) {
		long seed = System.nanoTime();
		SplittableRandom random = new SplittableRandom(seed);
		AtomicBoolean over = new AtomicBoolean();
		Crowd<Boolean> disturbances = new Crowd<>(Threads.PLATFORM);
		SplittableRandom disturbing = random.split();
		disturbances.add(() -> disturb(disturbing, over));
		Crowd<ClaudeAnswer<String>> crowd = new Crowd<>(kind);
		List<CompletableFuture<ClaudeAnswer<String>>> asynchronous = new ArrayList<>();

		for (int i = 0; i < CROWD; i++) {
			ClaudeRequest request = question(random.nextInt(QUESTIONS));
			SplittableRandom own = random.split();
			if (random.nextBoolean()) {
				this.threads.add(crowd.add(() -> this.cache.answer(request, this.codec, () -> call(own))));
			}
			else {
				CompletableFuture<ClaudeAnswer<String>> caller = this.cache.answerAsync(request, this.codec,
						() -> CompletableFuture.supplyAsync(() -> call(own)));
				this.futures.add(caller);
				asynchronous.add(caller);
			}
		}

		crowd.finished();
		asynchronous.forEach((caller) -> Eventually.get(caller.handle((value, error) -> true)));
		over.set(true);
		disturbances.values();
		Eventually.holds("nobody waits; seed " + seed, () -> this.patience.waiting() == 0);
		Eventually.holds("every lookup is counted once; seed " + seed, () -> this.events.lookups() == CROWD);
		Eventually.holds("every answer is counted once; seed " + seed,
				() -> this.events.stored() + this.events.notStored() == this.handedIn.get());
		assertThat(this.events.events(CacheEvent.StoreFailed.class)).isEmpty();
		assertThat(joined()).as("seed %s", seed).isPositive();
		assertNobodyLeads();
	}

	private ClaudeAnswer<String> call(SplittableRandom random) {
		for (int i = random.nextInt(200); i > 0; i--) {
			Thread.yield();
		}
		int outcome = random.nextInt(10);
		if (outcome < 3) {
			throw new IllegalStateException("planted");
		}
		this.handedIn.incrementAndGet();
		return switch (outcome) {
			case 3 -> ClaudeAnswer.complete("!");
			case 4 -> ClaudeAnswer.of("cut", StopReason.MAX_TOKENS, null, Usage.NONE);
			case 5 -> ClaudeAnswer.complete("late").tagged("late:" + random.nextInt(5));
			default -> ClaudeAnswer.complete("Because");
		};
	}

	private boolean disturb(SplittableRandom random, AtomicBoolean over) {
		while (!over.get()) {
			int disturbance = random.nextInt(100);
			if (disturbance == 0) {
				this.cache.invalidation().invalidateTenant(TenantId.DEFAULT);
			}
			else if (disturbance < 4) {
				this.cache.invalidate(TenantId.DEFAULT, "late:" + random.nextInt(5));
			}
			else if (disturbance < 8) {
				this.patience.runOut();
			}
			else if (disturbance < 50) {
				interruptOne();
			}
			else {
				cancelOne();
			}
			for (int i = random.nextInt(2_000); i > 0; i--) {
				Thread.onSpinWait();
			}
			Thread.yield();
		}
		return true;
	}

	private void interruptOne() {
		Thread thread = this.threads.poll();
		if (thread != null) {
			thread.interrupt();
		}
	}

	private void cancelOne() {
		CompletableFuture<?> future = this.futures.poll();
		if (future != null) {
			future.cancel(true);
		}
	}

	// A flight that somebody left behind would make the next caller wait.
	private void assertNobodyLeads() {
		for (int i = 0; i < QUESTIONS; i++) {
			CompletableFuture<Lookup> next = this.cache.openAsync(question(i), false);
			assertThat(next).isDone();
			if (next.join() instanceof Ticket ticket) {
				ticket.abandon();
			}
		}
	}

	private static ClaudeRequest question(int number) {
		return ClaudeRequest.builder("faq", TenantId.DEFAULT).message("Question " + number).build();
	}

}
