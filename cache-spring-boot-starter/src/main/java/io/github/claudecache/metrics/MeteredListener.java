package io.github.claudecache.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.pricing.PriceTable;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Records {@link ClaudeCacheMetrics} in a meter registry. A meter is registered when it
 * is first needed and looked up no more after that. A registry or filter that fails is
 * logged once and costs numbers, never a read. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class MeteredListener implements ClaudeCacheListener {

	/**
	 * The label value that stands for all names beyond the bound.
	 */
	static final String OTHER = "other";

	// More named caches than an application has; what is beyond shares one row.
	private static final int MAX_CACHES = 100;

	private static final Log logger = LogFactory.getLog(MeteredListener.class);

	private final Supplier<MeterRegistry> registry;

	private final PriceTable prices;

	private final Map<String, CacheMeters> caches = new ConcurrentHashMap<>();

	private final Counters<InvalidationEnd> invalidations;

	private final Counters<StoreOperation> storeErrors;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Creates a listener.
	 * @param registry the registry, asked for when the first event arrives: a listener is
	 * created with the cache, which may be too early for a registry
	 * @param prices what answers would have cost
	 */
	public MeteredListener(Supplier<MeterRegistry> registry, PriceTable prices) {
		this.registry = registry;
		this.prices = prices;
		this.invalidations = new Counters<>(InvalidationEnd.class,
				(end) -> ClaudeCacheMetrics.INVALIDATIONS.counter(registry.get(), end.scope(), end.outcome()));
		this.storeErrors = new Counters<>(StoreOperation.class,
				(operation) -> ClaudeCacheMetrics.STORE_ERRORS.counter(registry.get(), operation.code()));
	}

	@Override
	public void onEvent(CacheEvent event) {
		try {
			record(event);
		}
		catch (Exception | LinkageError | AssertionError ex) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn(
						"Meters of the cache are incomplete: an event could not be recorded." + " This is logged once",
						ex);
			}
		}
	}

	private void record(CacheEvent event) {
		if (event instanceof CacheEvent.Served served) {
			meters(served.cache()).served(served);
		}
		else if (event instanceof CacheEvent.Missed missed) {
			meters(missed.cache()).missed(missed.reason());
		}
		else if (event instanceof CacheEvent.Shadowed shadowed) {
			meters(shadowed.cache()).shadowed(shadowed.tier());
		}
		else if (event instanceof CacheEvent.CandidateRefused refused) {
			meters(refused.cache()).candidateRefused(refused.by());
		}
		else if (event instanceof CacheEvent.CandidateVerified verified) {
			meters(verified.cache()).candidateVerified(verified.outcome());
		}
		else if (event instanceof CacheEvent.Audited audited) {
			meters(audited.cache()).audits().audited(audited.tier(), audited.verdict(), audited.spent());
		}
		else if (event instanceof CacheEvent.AuditSkipped skipped) {
			meters(skipped.cache()).audits().skipped(skipped.reason(), skipped.spent());
		}
		else if (event instanceof CacheEvent.Reported reported) {
			meters(reported.cache()).audits().reported(reported.tier());
		}
		else if (event instanceof CacheEvent.UndeclaredFactor undeclared) {
			meters(undeclared.cache()).undeclared(undeclared.factor());
		}
		else if (event instanceof CacheEvent.Bypassed bypassed) {
			meters(bypassed.cache()).bypassed(bypassed.reason());
		}
		else if (event instanceof CacheEvent.Stored stored) {
			meters(stored.cache()).stored();
		}
		else if (event instanceof CacheEvent.NotStored notStored) {
			meters(notStored.cache()).notStored(notStored.reason());
		}
		else if (event instanceof CacheEvent.Invalidated invalidated) {
			this.invalidations.increment(InvalidationEnd.of(invalidated.invalidation()));
		}
		else if (event instanceof CacheEvent.InvalidationFailed failed) {
			this.invalidations.increment(InvalidationEnd.failed(failed.scope()));
			this.storeErrors.increment(StoreOperation.INVALIDATE);
		}
		else if (event instanceof CacheEvent.StoreFailed failed) {
			this.storeErrors.increment(StoreOperation.of(failed.operation()));
		}
	}

	private CacheMeters meters(String cache) {
		CacheMeters meters = this.caches.get(cache);
		if (meters != null) {
			return meters;
		}
		String name = (this.caches.size() < MAX_CACHES) ? cache : OTHER;
		return this.caches.computeIfAbsent(name, (any) -> new CacheMeters(this.registry, name, this.prices));
	}

}
