package io.github.claudecache.testsupport.control;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.MutableClock;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.InMemoryHarness;

/**
 * Opens the controls for tests that take a harness. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ControlHarness implements AnswerStoreHarness {

	private final AnswerStore store;

	private final MutableClock clock;

	private final Consumer<InvalidationScope> forget;

	private ControlHarness(AnswerStore store, MutableClock clock, Consumer<InvalidationScope> forget) {
		this.store = store;
		this.clock = clock;
		this.forget = forget;
	}

	/**
	 * Opens a {@link KeySetAnswerStore}.
	 * @return the harness
	 */
	public static ControlHarness keySets() {
		return new ControlHarness(new KeySetAnswerStore(), new MutableClock(), (scope) -> {
		});
	}

	/**
	 * Opens a {@link WallClockAnswerStore}.
	 * @return the harness
	 */
	public static ControlHarness wallClock() {
		MutableClock clock = new MutableClock();
		WallClockAnswerStore store = new WallClockAnswerStore(clock);
		return new ControlHarness(store, clock, store::forget);
	}

	/**
	 * Opens a {@link LateStampAnswerStore} on a store in memory.
	 * @return the harness
	 */
	public static ControlHarness lateStamps() {
		InMemoryHarness memory = new InMemoryHarness(Duration.ofDays(8));
		return new ControlHarness(new LateStampAnswerStore(memory.store()), memory.clock(), memory::forgetLedger);
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
		this.forget.accept(scope);
	}

	@Override
	public void elapse(Duration duration) {
		this.clock.advance(duration);
	}

	@Override
	public void settle() {
	}

	@Override
	public void close() {
		this.store.close();
	}

}
