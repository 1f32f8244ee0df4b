package io.github.claudecache.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Keeps one cache's audit in step with those of other processes. Counts are each
 * process's own, so they can be told again and again. The mark belongs to all: a change
 * is written only on top of the mark that it was made from, and a writing has a name, by
 * which it is recognised if its reply was lost. One exchange at a time; safe for use by
 * many threads.
 */
final class CacheExchange {

	// Another process was faster that often in a row: the next exchange goes on.
	private static final int MOST_ATTEMPTS = 5;

	private final String cache;

	private final CacheAudit audit;

	private final SharedAudit shared;

	private final InstantSource clock;

	private final Runnable onChange;

	private final AtomicReference<CompletableFuture<@Nullable Void>> latest = new AtomicReference<>(
			CompletableFuture.completedFuture(null));

	private volatile boolean done;

	private @Nullable Doubt doubt;

	private Set<String> gone = Set.of();

	private long writings;

	/**
	 * Creates an exchange.
	 * @param onChange is run when others changed the state of the budget
	 */
	CacheExchange(String cache, CacheAudit audit, SharedAudit shared, InstantSource clock, Runnable onChange) {
		this.cache = cache;
		this.audit = audit;
		this.shared = shared;
		this.clock = clock;
		this.onChange = onChange;
	}

	/**
	 * Whether it is known what the others say.
	 */
	boolean done() {
		return this.done;
	}

	/**
	 * Tells and learns, behind whatever exchange is under way.
	 * @return completes when it has ended, exceptionally if the others could not be asked
	 */
	CompletableFuture<@Nullable Void> run() {
		CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
		this.latest.getAndSet(ended).whenComplete((nothing, any) -> begin().whenComplete((done, error) -> {
			if (error != null) {
				ended.completeExceptionally(error);
			}
			else {
				this.done = true;
				ended.complete(null);
			}
		}));
		return ended;
	}

	private CompletableFuture<@Nullable Void> begin() {
		try {
			return attempt(1);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<@Nullable Void> attempt(int number) {
		return this.shared.exchange(this.cache, this.audit.counts().text(), this.gone)
			.toCompletableFuture()
			.thenCompose((known) -> {
				learn(known.counts());
				return settle(known.budget());
			})
			.thenCompose((settled) -> (settled || number == MOST_ATTEMPTS) ? CompletableFuture.completedFuture(null)
					: attempt(number + 1));
	}

	private void learn(Map<String, String> all) {
		long after = this.audit.windowStart(this.clock.instant());
		Map<String, ProcessCounts> others = new HashMap<>();
		Set<String> outdated = new HashSet<>();
		all.forEach((process, text) -> {
			ProcessCounts counts = ProcessCounts.of(text);
			if (process.equals(this.shared.process())) {
				return;
			}
			if (counts.empty(after)) {
				outdated.add(process);
			}
			else {
				others.put(process, counts);
			}
		});
		this.audit.others(others.values());
		this.gone = outdated;
	}

	private CompletableFuture<Boolean> settle(@Nullable String text) {
		BudgetWatch watch = this.audit.watch();
		Instant now = this.clock.instant();
		SharedMark known = SharedMark.of(text, watch.budget());
		Doubt lost = this.doubt;
		this.doubt = null;
		if (known != null) {
			int told = (lost != null && known.writings().contains(lost.writing())) ? lost.told() : 0;
			adopt(known.mark(), told, now);
		}
		BudgetWatch.Held held = watch.held();
		if (held.untold().isEmpty() && (known != null || held.mark().untouched())) {
			return CompletableFuture.completedFuture(true);
		}
		// Without a mark of all, this process's own is the best that there is: it is what
		// all had agreed on, with what happened since.
		String writing = this.shared.process() + ":" + this.writings++;
		int telling = held.untold().size();
		this.doubt = new Doubt(writing, telling);
		return this.shared.replace(this.cache, text, SharedMark.next(held.mark(), known, writing).text())
			.toCompletableFuture()
			.thenApply((replaced) -> {
				this.doubt = null;
				if (replaced) {
					adopt(held.mark(), telling, now);
				}
				return replaced;
			});
	}

	private void adopt(BudgetMark mark, int told, Instant now) {
		if (this.audit.watch().adopt(mark, told, now)) {
			this.onChange.run();
		}
	}

	/**
	 * A writing of which it is not known whether it was heard.
	 *
	 * @param told how many changes it had
	 */
	private record Doubt(String writing, int told) {
	}

}
