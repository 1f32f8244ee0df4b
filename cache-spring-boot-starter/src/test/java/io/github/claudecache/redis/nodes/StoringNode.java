package io.github.claudecache.redis.nodes;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.redis.BreakerSettings;
import io.github.claudecache.redis.OnRestart;
import io.github.claudecache.redis.RedisAnswerStore;
import io.github.claudecache.redis.RedisSettings;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/**
 * A process with little memory that stores large answers as fast as it can: callers who
 * wait for their answers, and beside them stores that nobody waits for, as in an
 * application that does not block. It looks at its memory while something is wrong with
 * Redis.
 */
public final class StoringNode {

	static final String READY = "ready";

	static final String OVER = "over";

	private static final TenantId TENANT = new TenantId("acme");

	private static final int CALLERS = 16;

	private static final int ANSWER_LENGTH = 50_000;

	// Of each kind.
	private static final int STORES_PER_SECOND = 2000;

	private static final int KEYS = 500;

	private static final int WARM_UP = 2000;

	private static final int LOOKS_BEFORE = 5;

	private static final long LOOK_NANOS = 200_000_000;

	private final RedisAnswerStore store;

	private final ClaudeCache cache;

	private final String text = text();

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong unanswered = new AtomicLong();

	private final AtomicLong begun = new AtomicLong();

	private final AtomicLong ended = new AtomicLong();

	private final AtomicLong stored = new AtomicLong();

	private final AtomicLong outOfMemory = new AtomicLong();

	private volatile boolean over;

	private StoringNode(RedisAnswerStore store) {
		this.store = store;
		this.cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).store(store).build();
	}

	/**
	 * Runs a node and prints one line of figures.
	 * @param args port of Redis, whether the breaker is enabled, a directory in which the
	 * processes tell each other things
	 * @throws Exception if something failed
	 */
	public static void main(String[] args) throws Exception {
		Path directory = Path.of(args[2]);
		BreakerSettings breaker = new BreakerSettings(Boolean.parseBoolean(args[1]), 5, Duration.ofMillis(100));
		RedisAnswerStore store = new RedisAnswerStore(Node.connector(Integer.parseInt(args[0])),
				new Namespace("storing", 3), new RedisSettings(Duration.ofMillis(250), Duration.ofSeconds(2),
						Duration.ofDays(7), Duration.ofDays(8), 1 << 20, 1 << 20, 0, OnRestart.VOID, breaker),
				InstantSource.system());
		Node.awaitAvailable(store);
		System.out.println(new StoringNode(store).run(directory));
		System.exit(0);
	}

	private String run(Path directory) throws Exception {
		Stamp stamp = this.store.capture(key(0), Set.of()).toCompletableFuture().get().standing().capture();
		List<Thread> threads = new ArrayList<>();
		for (int caller = 0; caller < CALLERS; caller++) {
			int number = caller;
			threads.add(new Thread(() -> paced(STORES_PER_SECOND / CALLERS, (turn) -> ask(number, turn))));
		}
		threads.add(new Thread(() -> paced(STORES_PER_SECOND, (turn) -> store(turn, stamp))));
		threads.forEach(Thread::start);
		await(this.stored, WARM_UP);

		long before = 0;
		for (int look = 0; look < LOOKS_BEFORE; look++) {
			before = Math.max(before, usedHeap());
			LockSupport.parkNanos(LOOK_NANOS);
		}
		Files.createFile(directory.resolve(READY));
		long peak = 0;
		long peakBuffers = 0;
		long callsBefore = this.calls.get();
		long begunBefore = this.begun.get();
		while (!Files.exists(directory.resolve(OVER))) {
			peak = Math.max(peak, usedHeap());
			peakBuffers = Math.max(peakBuffers, usedBuffers());
			LockSupport.parkNanos(LOOK_NANOS);
		}
		long callsMeanwhile = this.calls.get() - callsBefore;
		long begunMeanwhile = this.begun.get() - begunBefore;
		// What was under way was given back: stores go on.
		await(this.stored, this.stored.get() + WARM_UP);
		this.over = true;
		for (Thread thread : threads) {
			thread.join();
		}
		await(this.ended, this.begun.get());
		return Node.RESULT + "before=" + before + " peak=" + peak + " buffers=" + peakBuffers + " calls="
				+ callsMeanwhile + " stores=" + begunMeanwhile + " unanswered=" + this.unanswered + " outOfMemory="
				+ this.outOfMemory;
	}

	private void ask(int caller, long turn) {
		ClaudeRequest request = ClaudeRequest.builder("faq", TENANT).message(caller + ":" + turn).build();
		try {
			String answer = this.cache.answer(request, () -> ClaudeAnswer.complete(fresh(turn))).value();
			this.calls.incrementAndGet();
			if (answer.length() != ANSWER_LENGTH) {
				this.unanswered.incrementAndGet();
			}
		}
		catch (Throwable ex) {
			this.unanswered.incrementAndGet();
			note(ex);
		}
	}

	private void store(long turn, Stamp stamp) {
		this.begun.incrementAndGet();
		Instant now = Instant.now();
		EntryKey key = key((int) (turn % KEYS));
		CachedAnswer answer = new CachedAnswer(Payload.text(fresh(turn)), StopReason.END_TURN, "claude",
				Usage.of(12, 34), now, Set.of(Tag.ofEntry(key.fingerprint())));
		StoredEntry entry = new StoredEntry(key, "faq", key.fingerprint(), new FactorCard(new TreeMap<>()), answer,
				stamp, now.plusSeconds(600));
		this.store.store(entry).whenComplete((outcome, error) -> {
			this.ended.incrementAndGet();
			if (outcome == StoreOutcome.STORED) {
				this.stored.incrementAndGet();
			}
			note(error);
		});
	}

	private void note(Throwable error) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof OutOfMemoryError) {
				this.outOfMemory.incrementAndGet();
			}
		}
	}

	private void paced(int perSecond, Turn task) {
		long distance = 1_000_000_000L / perSecond;
		long due = System.nanoTime();
		for (long turn = 0; !this.over; turn++) {
			task.take(turn);
			due = Math.max(due + distance, System.nanoTime() - 100 * distance);
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
		}
	}

	// Each answer is a text of its own, as it is when it comes from Claude.
	private String fresh(long turn) {
		int from = (int) (turn * 7919 % ANSWER_LENGTH);
		return this.text.substring(from, from + ANSWER_LENGTH);
	}

	private static String text() {
		return new Random(1).ints(2 * ANSWER_LENGTH, ' ', '~')
			.mapToObj((letter) -> String.valueOf((char) letter))
			.collect(Collectors.joining());
	}

	private static EntryKey key(int number) {
		return new EntryKey(TENANT, new Fingerprint(String.format("%064x", number)));
	}

	private static void await(AtomicLong count, long wanted) {
		while (count.get() < wanted) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static long usedBuffers() {
		return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
	}

	/**
	 * What is done again and again.
	 */
	private interface Turn {

		void take(long number);

	}

}
