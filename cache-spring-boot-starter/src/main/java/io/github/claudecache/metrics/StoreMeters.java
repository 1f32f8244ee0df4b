package io.github.claudecache.metrics;

import io.github.claudecache.store.AnswerStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The state of the store as a meter. Never asks the store, so it cannot be slow. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
public final class StoreMeters implements MeterBinder {

	private final AnswerStore store;

	/**
	 * Creates the meters of a store.
	 * @param store the store
	 */
	public StoreMeters(AnswerStore store) {
		this.store = store;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(ClaudeCacheMetrics.STORE_AVAILABLE.getName(), this.store, StoreMeters::available)
			.description(ClaudeCacheMetrics.STORE_AVAILABLE.description())
			.baseUnit(ClaudeCacheMetrics.STORE_AVAILABLE.getBaseUnit())
			.register(registry);
	}

	private static double available(AnswerStore store) {
		try {
			return store.status().available() ? 1 : 0;
		}
		catch (RuntimeException ex) {
			return 0;
		}
	}

}
