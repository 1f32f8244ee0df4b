package io.github.claudecache.actuate;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;

/**
 * Remembers the last decisions about other wordings in each cache on this node, for the
 * {@code claudecacheverdicts} endpoint. Bounded, without any text. Safe for use by many
 * threads; takes no lock on the way of a lookup.
 *
 * @since 0.1.0
 */
public final class DecisionLog implements ClaudeCacheListener {

	/**
	 * How many decisions of a cache are remembered.
	 */
	public static final int REMEMBERED = 100;

	private static final double NANOS_PER_MILLI = 1_000_000;

	// More than a lookup judges by default.
	private static final int CANDIDATES = 20;

	// More named caches than an application has.
	private static final int MAX_CACHES = 100;

	private final Map<String, Decisions> caches = new ConcurrentHashMap<>();

	private final InstantSource clock;

	/**
	 * Creates an empty log.
	 */
	public DecisionLog() {
		this(InstantSource.system());
	}

	/**
	 * Creates an empty log.
	 * @param clock the time of decisions
	 */
	public DecisionLog(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void onEvent(CacheEvent event) {
		if (event instanceof CacheEvent.Judged judged) {
			Decisions known = this.caches.get(judged.cache());
			if (known == null && this.caches.size() < MAX_CACHES) {
				known = this.caches.computeIfAbsent(judged.cache(), (any) -> new Decisions());
			}
			if (known != null) {
				known.add(report(judged));
			}
		}
	}

	/**
	 * The last decisions of a cache.
	 * @param cache its name
	 * @return the youngest first; empty if there are none
	 */
	public List<VerdictReport> of(String cache) {
		Decisions known = this.caches.get(cache);
		return (known != null) ? known.youngestFirst() : List.of();
	}

	private VerdictReport report(CacheEvent.Judged judged) {
		return new VerdictReport(this.clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(), judged.asked().value(),
				judged.took().toNanos() / NANOS_PER_MILLI,
				judged.candidates().stream().limit(CANDIDATES).map(VerdictReport.Candidate::of).toList());
	}

	/**
	 * Those of one cache.
	 */
	private static final class Decisions {

		private final ConcurrentLinkedDeque<VerdictReport> decisions = new ConcurrentLinkedDeque<>();

		// To count the elements of the queue takes as long as to read them.
		private final AtomicInteger size = new AtomicInteger();

		void add(VerdictReport decision) {
			this.decisions.addLast(decision);
			if (this.size.incrementAndGet() > REMEMBERED && this.decisions.pollFirst() != null) {
				this.size.decrementAndGet();
			}
		}

		List<VerdictReport> youngestFirst() {
			List<VerdictReport> found = new ArrayList<>(this.decisions);
			Collections.reverse(found);
			return found;
		}

	}

}
