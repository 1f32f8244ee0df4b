package io.github.claudecache.testsupport.store;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.MutableClock;

/**
 * A store in memory. Its clean-up waits until it is {@linkplain #settle() asked for}.
 * Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class InMemoryHarness implements AnswerStoreHarness {

	private static final long MAX_BYTES = 64L * 1024 * 1024;

	private static final int MAX_TENANTS = 1_000;

	private static final int MAX_TAGS = 10_000;

	private final MutableClock clock = new MutableClock();

	private final Queue<Runnable> cleanUp = new ConcurrentLinkedQueue<>();

	private final InMemoryAnswerStore store;

	/**
	 * Creates an empty store.
	 * @param retention how long the ledgers remember single invalidations
	 */
	public InMemoryHarness(Duration retention) {
		this(new InMemoryAnswerStore.Settings(MAX_BYTES, MAX_TENANTS, MAX_TAGS, retention));
	}

	/**
	 * Creates an empty store.
	 * @param bounds the bounds of the store
	 */
	public InMemoryHarness(InMemoryAnswerStore.Settings bounds) {
		this.store = new InMemoryAnswerStore(bounds, this.clock, this.cleanUp::add);
	}

	@Override
	public AnswerStore store() {
		return this.store;
	}

	@Override
	public MutableClock clock() {
		return this.clock;
	}

	@Override
	public void forgetLedger(InvalidationScope scope) {
		this.store.forgetLedger(scope);
	}

	@Override
	public void elapse(Duration duration) {
		this.clock.advance(duration);
	}

	@Override
	public void settle() {
		Runnable task = this.cleanUp.poll();
		while (task != null) {
			task.run();
			task = this.cleanUp.poll();
		}
	}

	@Override
	public void close() {
		this.store.close();
	}

}
