package io.github.claudecache.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.github.claudecache.audit.AuditFigures;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.audit.WrongRate;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.reason.BudgetState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Shows what the audit knows of each cache as gauges, which are registered when the cache
 * serves its first answer, or would if it were not in shadow mode. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
public final class AuditMeters implements ClaudeCacheListener {

	// More named caches than an application has.
	private static final int MAX_CACHES = 100;

	private static final Log logger = LogFactory.getLog(AuditMeters.class);

	private final Supplier<MeterRegistry> registry;

	private final Supplier<Auditor> auditor;

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	/**
	 * Creates meters.
	 * @param registry the registry, asked for when the first answer is served
	 * @param auditor knows the figures, asked for at the same time
	 */
	public AuditMeters(Supplier<MeterRegistry> registry, Supplier<Auditor> auditor) {
		this.registry = registry;
		this.auditor = auditor;
	}

	@Override
	public void onEvent(CacheEvent event) {
		if (event instanceof CacheEvent.Served served) {
			show(served.cache());
		}
		else if (event instanceof CacheEvent.Shadowed shadowed) {
			show(shadowed.cache());
		}
	}

	private void show(String cache) {
		if (!this.known.contains(cache) && this.known.size() < MAX_CACHES && this.known.add(cache)) {
			try {
				register(cache);
			}
			catch (Exception | LinkageError | AssertionError ex) {
				logger.warn("The audit of cache '" + cache + "' has no meters", ex);
			}
		}
	}

	private void register(String cache) {
		rate(ClaudeCacheMetrics.WRONG_RATE, cache, WrongRate::share);
		rate(ClaudeCacheMetrics.WRONG_RATE_LOWER, cache, (rate) -> rate.interval().lower());
		rate(ClaudeCacheMetrics.WRONG_RATE_UPPER, cache, (rate) -> rate.interval().upper());
		gauge(ClaudeCacheMetrics.BUDGET_OPEN, cache, (figures) -> (figures.state() == BudgetState.CLOSED) ? 0 : 1);
	}

	private void rate(ClaudeCacheMetrics metric, String cache, ToDoubleFunction<WrongRate> value) {
		gauge(metric, cache, (figures) -> figures.rate().known() ? value.applyAsDouble(figures.rate()) : Double.NaN);
	}

	private void gauge(ClaudeCacheMetrics metric, String cache, ToDoubleFunction<AuditFigures> value) {
		Gauge.builder(metric.getName(), this.auditor.get(), (auditor) -> value.applyAsDouble(auditor.figures(cache)))
			.description(metric.description())
			.baseUnit(metric.getBaseUnit())
			.tags(metric.tags(cache))
			.register(this.registry.get());
	}

}
