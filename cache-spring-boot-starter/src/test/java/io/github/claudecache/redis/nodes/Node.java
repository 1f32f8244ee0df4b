package io.github.claudecache.redis.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.redis.LettuceConnector;
import io.github.claudecache.redis.BreakerSettings;
import io.github.claudecache.redis.OnRestart;
import io.github.claudecache.redis.RedisAnswerStore;
import io.github.claudecache.redis.RedisSettings;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * One of several processes that share a Redis: callers ask, an invalidator changes
 * sources. Every answer shows the versions of the sources that it was built from, and is
 * checked against the floors that stood when its caller began.
 */
public final class Node {

	private static final List<TenantId> TENANTS = List.of(new TenantId("acme"), new TenantId("globex"));

	/** What the line with the result of a process begins with. */
	static final String RESULT = "result: ";

	static final BreakerSettings PATIENT = new BreakerSettings(true, 5, Duration.ofSeconds(1));

	private static final int CALLERS = 4;

	private final ClaudeCache cache;

	private final SharedSources sources;

	private final long seed;

	private final long goal;

	private final AtomicLong checked = new AtomicLong();

	private final AtomicLong hits = new AtomicLong();

	private final AtomicLong violations = new AtomicLong();

	private final AtomicLong invalidations = new AtomicLong();

	private final AtomicLong refused = new AtomicLong();

	private final AtomicBoolean done = new AtomicBoolean();

	private Node(ClaudeCache cache, SharedSources sources, long seed, long goal) {
		this.cache = cache;
		this.sources = sources;
		this.seed = seed;
		this.goal = goal;
	}

	/**
	 * Runs a node and prints one line of figures.
	 * @param args port of Redis, file of the sources, store, seed, number of answers to
	 * check
	 * @throws InterruptedException if it was interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		int port = Integer.parseInt(args[0]);
		long seed = Long.parseLong(args[3]);
		try (AnswerStore store = store(Kind.valueOf(args[2]), port)) {
			awaitAvailable(store);
			ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).store(store).build();
			Node node = new Node(cache, SharedSources.in(Path.of(args[1])), seed, Long.parseLong(args[4]));
			System.out.println(node.run());
		}
		System.exit(0);
	}

	private static AnswerStore store(Kind kind, int port) {
		return switch (kind) {
			case LEDGER -> ledger(port, 0, OnRestart.VOID);
			case LEDGER_KEPT_ON_RESTART -> ledger(port, 0, OnRestart.KEEP);
			case STRICT_LEDGER_KEPT_ON_RESTART -> ledger(port, 1, OnRestart.KEEP);
			case KEY_SETS -> new KeySetStore(port);
			case COUNTERS -> new CounterStore(port);
		};
	}

	private static AnswerStore ledger(int port, int replicas, OnRestart onRestart) {
		RedisSettings settings = new RedisSettings(Duration.ofSeconds(1), Duration.ofSeconds((replicas == 0) ? 2 : 1),
				Duration.ofDays(7), Duration.ofDays(8), 1 << 20, 32 * 1024, replicas, onRestart, PATIENT);
		return new RedisAnswerStore(connector(port), new Namespace("nodes", 3), settings, InstantSource.system());
	}

	static LettuceConnector connector(int port) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory("localhost", port);
		return LettuceConnector.like(factory);
	}

	static void awaitAvailable(AnswerStore store) {
		while (!store.status().available()) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	private String run() throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int caller = 0; caller < CALLERS; caller++) {
			SplittableRandom random = new SplittableRandom(this.seed * CALLERS + caller);
			threads.add(new Thread(() -> ask(random)));
		}
		Thread invalidator = new Thread(() -> invalidate(new SplittableRandom(-this.seed)));
		invalidator.start();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		this.done.set(true);
		invalidator.join();
		return RESULT + "checked=" + this.checked + " hits=" + this.hits + " violations=" + this.violations
				+ " invalidations=" + this.invalidations + " refused=" + this.refused;
	}

	private void ask(SplittableRandom random) {
		while (this.hits.get() < this.goal) {
			int tenant = random.nextInt(SharedSources.TENANTS);
			int declared = random.nextInt(SharedSources.SOURCES);
			int late = (declared + 1 + random.nextInt(2)) % SharedSources.SOURCES;
			ClaudeRequest request = ClaudeRequest.builder("faq", TENANTS.get(tenant))
				.message(declared + " and " + late)
				.tags(tag(declared))
				.build();
			long pause = random.nextInt(3) * 300_000L;
			long lowestDeclared = this.sources.floor(tenant, declared);
			long lowestLate = this.sources.floor(tenant, late);
			ClaudeAnswer<String> answer = this.cache.answer(request, () -> {
				long first = this.sources.version(tenant, declared);
				LockSupport.parkNanos(pause);
				return ClaudeAnswer.complete(first + ":" + this.sources.version(tenant, late)).tagged(tag(late));
			});
			this.checked.incrementAndGet();
			String[] versions = answer.value().split(":");
			if (Long.parseLong(versions[0]) < lowestDeclared || Long.parseLong(versions[1]) < lowestLate) {
				this.violations.incrementAndGet();
			}
			if (answer.provenance().outcome() == Outcome.EXACT) {
				this.hits.incrementAndGet();
			}
		}
	}

	private void invalidate(SplittableRandom random) {
		while (!this.done.get()) {
			int tenant = random.nextInt(SharedSources.TENANTS);
			int source = random.nextInt(SharedSources.SOURCES);
			int kind = random.nextInt(20);
			try {
				if (kind == 0) {
					changeAll(tenant);
				}
				else if (kind < 4) {
					changeForEveryone(source);
				}
				else {
					long version = this.sources.change(tenant, source);
					this.cache.invalidate(TENANTS.get(tenant), tag(source));
					this.sources.raiseFloor(tenant, source, version);
				}
				this.invalidations.incrementAndGet();
			}
			catch (InvalidationFailedException ex) {
				this.refused.incrementAndGet();
				// What fails is void on this node until it was sent again, and would
				// hide what a restart has lost.
				LockSupport.parkNanos(500_000_000);
			}
			LockSupport.parkNanos(2_000_000L + random.nextInt(16_000_000));
		}
	}

	private void changeAll(int tenant) {
		long[] versions = new long[SharedSources.SOURCES];
		for (int source = 0; source < versions.length; source++) {
			versions[source] = this.sources.change(tenant, source);
		}
		this.cache.invalidation().invalidateTenant(TENANTS.get(tenant));
		for (int source = 0; source < versions.length; source++) {
			this.sources.raiseFloor(tenant, source, versions[source]);
		}
	}

	private void changeForEveryone(int source) {
		long[] versions = new long[SharedSources.TENANTS];
		for (int tenant = 0; tenant < versions.length; tenant++) {
			versions[tenant] = this.sources.change(tenant, source);
		}
		this.cache.invalidation().invalidateForAllTenants(List.of(new Tag(tag(source))));
		for (int tenant = 0; tenant < versions.length; tenant++) {
			this.sources.raiseFloor(tenant, source, versions[tenant]);
		}
	}

	private static String tag(int source) {
		return "source:" + source;
	}

	/**
	 * The stores: the ledger, and controls that must be caught.
	 */
	enum Kind {

		/** The store under test. */
		LEDGER,

		/** As the ledger, but a restart that loses invalidations is ignored. */
		LEDGER_KEPT_ON_RESTART,

		/**
		 * As the one before, but an invalidation is confirmed only if a replica has it.
		 */
		STRICT_LEDGER_KEPT_ON_RESTART,

		/** Tags are sets of keys, and an invalidation removes the keys. */
		KEY_SETS,

		/** Tags are counters, which an answer compares with what they were. */
		COUNTERS

	}

}
