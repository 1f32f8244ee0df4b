package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.testsupport.Eventually;

/**
 * Callers that ask one node one question after another, most of them known ones, and note
 * how each call went. Claude answers at once, so what a call takes is the price of the
 * cache.
 */
final class Load implements AutoCloseable {

	static final int CALLERS = 8;

	// Twice what the production settings allow a reply: no hiccup of this machine.
	static final Duration SLOW = Duration.ofMillis(90);

	private static final int KNOWN = 100;

	private static final int NEW_EVERY = 20;

	private final TestNode node;

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong hits = new AtomicLong();

	private final AtomicLong slow = new AtomicLong();

	private final AtomicLong aside = new AtomicLong();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final Queue<long[]> asideNanos = new ConcurrentLinkedQueue<>();

	private final List<CompletableFuture<Void>> callers = new ArrayList<>();

	private volatile boolean over;

	private Load(TestNode node) {
		this.node = node;
	}

	static Load on(TestNode node) {
		Load load = new Load(node);
		for (int caller = 0; caller < CALLERS; caller++) {
			int number = caller;
			load.callers.add(CompletableFuture.runAsync(() -> load.call(number), (task) -> new Thread(task).start()));
		}
		return load;
	}

	private void call(int caller) {
		long[] taken = new long[1 << 20];
		int noted = 0;
		for (long turn = 0; !this.over; turn++) {
			String question = (turn % NEW_EVERY == 0) ? caller + ":" + turn : "known " + (turn * 31 + caller) % KNOWN;
			long began = System.nanoTime();
			ClaudeAnswer<String> answer;
			try {
				answer = this.node.ask(question, "answer to " + question, "doc:a");
			}
			catch (RuntimeException ex) {
				this.failures.add(ex);
				continue;
			}
			long nanos = System.nanoTime() - began;
			if (!("answer to " + question).equals(answer.value())) {
				this.failures.add(new AssertionError("Another answer: " + answer.value()));
			}
			this.calls.incrementAndGet();
			this.hits.addAndGet(answer.provenance().hit() ? 1 : 0);
			if (nanos > SLOW.toNanos()) {
				this.slow.incrementAndGet();
			}
			if (answer.provenance().reason() == BypassReason.STORE_AWAY) {
				this.aside.incrementAndGet();
				taken[noted++ % taken.length] = nanos;
			}
			// Otherwise the callers would be measuring each other.
			LockSupport.parkNanos(50_000);
		}
		this.asideNanos.add(Arrays.copyOf(taken, Math.min(noted, taken.length)));
	}

	long calls() {
		return this.calls.get();
	}

	long hits() {
		return this.hits.get();
	}

	long slow() {
		return this.slow.get();
	}

	/**
	 * Calls for which the cache stood aside.
	 */
	long aside() {
		return this.aside.get();
	}

	List<Throwable> failures() {
		return List.copyOf(this.failures);
	}

	void awaitCalls(long more) {
		long wanted = calls() + more;
		Eventually.holds(more + " more calls", () -> calls() >= wanted || !this.failures.isEmpty());
	}

	void awaitHits(long more) {
		long wanted = hits() + more;
		Eventually.holds(more + " more hits", () -> hits() >= wanted || !this.failures.isEmpty());
	}

	/**
	 * What 99 of 100 calls took for which the cache stood aside; only when the load is
	 * over.
	 */
	Duration asideAtMost() {
		long[] all = this.asideNanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
		return Duration.ofNanos((all.length > 0) ? all[(int) (all.length * 0.99)] : 0);
	}

	@Override
	public void close() {
		this.over = true;
		this.callers.forEach(Eventually::get);
	}

}
