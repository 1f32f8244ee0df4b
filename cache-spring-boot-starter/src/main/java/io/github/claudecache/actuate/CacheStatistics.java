package io.github.claudecache.actuate;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.pricing.PriceTable;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens in each cache on this node, for the {@code claudecache} endpoint.
 * In memory only, from the start of the process on. Safe for use by many threads; takes
 * no lock on the way of a read.
 *
 * @since 0.1.0
 */
public final class CacheStatistics implements ClaudeCacheListener {

	// More named caches than an application has. Whatever is told to this listener, it
	// does not grow beyond that.
	private static final int MAX_CACHES = 1000;

	private final Map<String, CacheCounters> caches = new ConcurrentHashMap<>();

	private final CacheCounters discarded;

	private final PriceTable prices;

	private final Instant since;

	/**
	 * Creates statistics that begin now.
	 * @param prices what answers would have cost
	 */
	public CacheStatistics(PriceTable prices) {
		this(InstantSource.system(), prices);
	}

	/**
	 * Creates statistics that begin now.
	 * @param clock the clock
	 * @param prices what answers would have cost
	 */
	public CacheStatistics(InstantSource clock, PriceTable prices) {
		this.prices = prices;
		this.discarded = new CacheCounters(prices);
		this.since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
	}

	@Override
	public void onEvent(CacheEvent event) {
		if (event instanceof CacheEvent.Served served) {
			counters(served.cache()).served(served);
		}
		else if (event instanceof CacheEvent.Missed missed) {
			counters(missed.cache()).missed(missed.reason());
		}
		else if (event instanceof CacheEvent.Bypassed bypassed) {
			counters(bypassed.cache()).bypassed(bypassed.reason());
		}
		else if (event instanceof CacheEvent.Stored stored) {
			counters(stored.cache()).stored();
		}
		else if (event instanceof CacheEvent.NotStored notStored) {
			counters(notStored.cache()).notStored(notStored.reason());
		}
	}

	/**
	 * When the counting began.
	 * @return the start
	 */
	public Instant since() {
		return this.since;
	}

	/**
	 * What happened in a cache so far.
	 * @param cache the cache's name
	 * @return the figures, all zero if nothing has happened; {@code null} if there are
	 * more caches than are counted
	 */
	public @Nullable CacheFigures of(String cache) {
		CacheCounters counters = this.caches.get(cache);
		if (counters != null) {
			return counters.figures();
		}
		return (this.caches.size() < MAX_CACHES) ? new CacheCounters(this.prices).figures() : null;
	}

	private CacheCounters counters(String cache) {
		CacheCounters counters = this.caches.get(cache);
		if (counters != null) {
			return counters;
		}
		return (this.caches.size() < MAX_CACHES)
				? this.caches.computeIfAbsent(cache, (any) -> new CacheCounters(this.prices)) : this.discarded;
	}

}
