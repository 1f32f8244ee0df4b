package io.github.claudecache.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BudgetState;
import io.github.claudecache.reason.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * Draws a share of the served answers, asks for them again on threads of its own,
 * compares, counts, and keeps the error budget of each cache. Nothing that it fetches is
 * kept or served. No caller waits for it or notices its failures.
 * <p>
 * It listens to the cache, to know how much each tier serves. What it knows is of this
 * process, and of others with which it shares it. Until it has heard of the others,
 * answers to other wordings are not served; while they cannot be asked, what is known
 * here holds. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Auditor implements HitAudit, ClaudeCacheListener {

	// How many comparisons of caches in shadow mode may wait for a thread.
	private static final int MOST_WAITING = 256;

	private final AuditSettings settings;

	private final Function<String, AuditSettings> ofCache;

	private final AnswerComparer comparer;

	private final Executor executor;

	private final Patience patience;

	private final InstantSource clock;

	private final ClaudeCacheListener listener;

	private final MinuteLimit limit;

	private final Semaphore running;

	private final Semaphore comparing = new Semaphore(MOST_WAITING);

	private final @Nullable SharedAudit shared;

	private final Map<String, CacheAudit> caches = new ConcurrentHashMap<>();

	private final Map<String, CacheExchange> exchanges = new ConcurrentHashMap<>();

	/**
	 * Creates an auditor of this process alone.
	 * @param settings how much is audited in all caches together
	 * @param ofCache how much is audited in the cache of a name, and its budget
	 * @param comparer compares answers
	 * @param executor where Claude is asked; may block and may refuse
	 * @param patience the time by which the deadline passes
	 * @param clock the time by which the window moves on
	 * @param listener is told of verdicts; never of what the auditor listens to
	 */
	public Auditor(AuditSettings settings, Function<String, AuditSettings> ofCache, AnswerComparer comparer,
			Executor executor, Patience patience, InstantSource clock, ClaudeCacheListener listener) {
		this(settings, ofCache, comparer, executor, patience, clock, listener, null);
	}

	/**
	 * Creates an auditor that shares what it finds with other processes, whenever
	 * {@link #exchange} is called.
	 * @param settings how much is audited in all caches of this process together
	 * @param ofCache how much is audited in the cache of a name, and its budget
	 * @param comparer compares answers
	 * @param executor where Claude is asked; may block and may refuse
	 * @param patience the time by which the deadline passes
	 * @param clock the time by which the window moves on
	 * @param listener is told of verdicts; never of what the auditor listens to
	 * @param shared where other processes say what they found; {@code null} if there are
	 * none
	 */
	public Auditor(AuditSettings settings, Function<String, AuditSettings> ofCache, AnswerComparer comparer,
			Executor executor, Patience patience, InstantSource clock, ClaudeCacheListener listener,
			@Nullable SharedAudit shared) {
		this.settings = settings;
		this.ofCache = ofCache;
		this.comparer = comparer;
		this.executor = executor;
		this.patience = patience;
		this.clock = clock;
		this.listener = listener;
		this.shared = shared;
		this.limit = new MinuteLimit(settings.perMinute());
		this.running = new Semaphore(settings.atATime());
	}

	@Override
	public void onEvent(CacheEvent event) {
		if (event instanceof CacheEvent.Served served) {
			cache(served.cache()).counts(served.outcome()).served(this.clock.instant());
		}
		else if (event instanceof CacheEvent.Shadowed shadowed) {
			cache(shadowed.cache()).counts(shadowed.tier()).served(this.clock.instant());
		}
		else if (event instanceof CacheEvent.Reported reported) {
			cache(reported.cache()).reports().served(this.clock.instant());
		}
	}

	@Override
	public @Nullable String closed(String cache) {
		CacheAudit audit = cache(cache);
		if (!exchanged(cache)) {
			return "it is not known yet whether other processes have found that the error budget is exceeded";
		}
		if (audit.watch().state(this.clock.instant()) != BudgetState.CLOSED) {
			return null;
		}
		return String.format(Locale.ROOT,
				"more than %.3g %% of the audited answers to other wordings were wrong, which is over the error budget",
				100 * audit.settings().budget());
	}

	@Override
	public void served(ServedHit hit, FreshCall again) {
		CacheAudit audit = cache(hit.cache());
		Instant now = this.clock.instant();
		if (!audit.sampler().draws(rate(hit.tier(), audit, now))) {
			return;
		}
		if (!this.limit.admits(now)) {
			skip(hit, SkipReason.PER_MINUTE, Usage.NONE);
			return;
		}
		if (!this.running.tryAcquire()) {
			skip(hit, SkipReason.BUSY, Usage.NONE);
			return;
		}
		try {
			this.executor.execute(() -> audit(hit, again));
		}
		catch (RejectedExecutionException ex) {
			this.running.release();
			skip(hit, SkipReason.BUSY, Usage.NONE);
		}
	}

	// Nothing is asked for it, so it is neither drawn nor limited but by what waits. The
	// tokens are those of the caller's own call.
	@Override
	public void shadowed(ServedHit hit, AnswerDraft fresh) {
		if (!complete(fresh)) {
			skip(hit, SkipReason.INCOMPLETE, Usage.NONE);
			return;
		}
		if (!this.comparing.tryAcquire()) {
			skip(hit, SkipReason.BUSY, Usage.NONE);
			return;
		}
		try {
			this.executor.execute(() -> compare(hit, fresh, Usage.NONE, true)
				.whenComplete((done, error) -> this.comparing.release()));
		}
		catch (RejectedExecutionException ex) {
			this.comparing.release();
			skip(hit, SkipReason.BUSY, Usage.NONE);
		}
	}

	/**
	 * What is known of a cache.
	 * @param cache its name
	 * @return the figures
	 */
	public AuditFigures figures(String cache) {
		return cache(cache).figures(this.clock.instant());
	}

	/**
	 * Lets a cache serve answers to other wordings again, whatever was found; what is
	 * found from now on is judged anew. In this process it holds at once, in others when
	 * they next exchange what they know.
	 * @param cache its name
	 * @return whether it was closed or on trial
	 */
	public boolean reopen(String cache) {
		boolean reopened = cache(cache).watch().reopen(this.clock.instant());
		if (reopened) {
			changed(cache, BudgetState.OPEN);
		}
		return reopened;
	}

	/**
	 * Whether there may be other processes.
	 * @return whether what is found is shared
	 */
	public boolean shared() {
		return this.shared != null;
	}

	/**
	 * Tells other processes what was found here of some caches, and learns what they
	 * found. Does nothing if there are no others. Never blocks or throws.
	 * @param caches their names
	 * @return completes when it has ended, exceptionally if the others could not be asked
	 */
	public CompletionStage<?> exchange(Collection<String> caches) {
		return CompletableFuture.allOf(caches.stream().map(this::exchange).toArray(CompletableFuture[]::new));
	}

	private CompletableFuture<@Nullable Void> exchange(String cache) {
		SharedAudit others = this.shared;
		if (others == null) {
			return CompletableFuture.completedFuture(null);
		}
		CacheAudit audit = cache(cache);
		return this.exchanges
			.computeIfAbsent(cache,
					(name) -> new CacheExchange(name, audit, others, this.clock,
							() -> this.listener.onEvent(
									new CacheEvent.BudgetChanged(name, audit.watch().state(this.clock.instant())))))
			.run();
	}

	// A cache that was closed elsewhere is closed here from the first lookup on.
	private boolean exchanged(String cache) {
		if (this.shared == null) {
			return true;
		}
		CacheExchange exchange = this.exchanges.get(cache);
		if (exchange == null) {
			exchange(cache);
			exchange = this.exchanges.get(cache);
		}
		return exchange != null && exchange.done();
	}

	private void changed(String cache, BudgetState state) {
		this.listener.onEvent(new CacheEvent.BudgetChanged(cache, state));
		exchange(cache);
	}

	private CacheAudit cache(String name) {
		CacheAudit known = this.caches.get(name);
		return (known != null) ? known : this.caches.computeIfAbsent(name,
				(any) -> new CacheAudit(name, this.ofCache.apply(name), this.shared != null));
	}

	private double rate(Outcome tier, CacheAudit audit, Instant now) {
		if (tier != Outcome.SEMANTIC) {
			return audit.settings().exactRate();
		}
		return (audit.watch().state(now) == BudgetState.TRIAL) ? audit.settings().trialRate()
				: audit.settings().semanticRate();
	}

	// The place is free when the call has ended, not when the deadline has passed:
	// whoever cannot be stopped still takes a thread.
	private void audit(ServedHit hit, FreshCall again) {
		CompletableFuture<AnswerDraft> call;
		try {
			call = again.ask().toCompletableFuture();
		}
		catch (Throwable ex) {
			call = CompletableFuture.failedFuture(ex);
		}
		call.whenComplete((draft, error) -> this.running.release());
		this.patience.await(call, this.settings.deadline()).whenComplete((draft, error) -> {
			if (error != null) {
				skip(hit, late(error) ? SkipReason.LATE : SkipReason.CALL_FAILED, Usage.NONE);
			}
			else if (!complete(draft)) {
				skip(hit, SkipReason.INCOMPLETE, draft.usage());
			}
			else {
				compare(hit, draft, draft.usage(), false);
			}
		});
	}

	private CompletableFuture<?> compare(ServedHit hit, AnswerDraft draft, Usage spent, boolean shadow) {
		CompletableFuture<AnswerComparer.Costed> compared;
		try {
			compared = this.comparer
				.compareAtCost(new AnswerComparer.Answers(hit.question(), hit.said().get(), draft.payload()))
				.toCompletableFuture();
		}
		catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ex) {
			compared = CompletableFuture.failedFuture(ex);
		}
		return this.patience.await(compared, this.settings.deadline()).whenComplete((costed, error) -> {
			if (error != null || costed == null || costed.verdict() == null) {
				skip(hit, (error != null && late(error)) ? SkipReason.LATE : SkipReason.COMPARER_FAILED, spent);
			}
			else {
				found(hit, costed.verdict(), spent.plus(costed.spent()), shadow);
			}
		});
	}

	// A cache in shadow mode serves nobody, so nothing is closed: it could not be seen
	// what else it would do.
	private void found(ServedHit hit, AuditVerdict verdict, Usage spent, boolean shadow) {
		CacheAudit audit = cache(hit.cache());
		Instant now = this.clock.instant();
		boolean changed = audit.audited(hit.tier(), verdict, now, !shadow);
		this.listener.onEvent(new CacheEvent.Audited(hit.cache(), hit.tier(), verdict, spent));
		if (changed) {
			changed(hit.cache(), audit.watch().state(now));
		}
	}

	private void skip(ServedHit hit, SkipReason reason, Usage spent) {
		this.listener.onEvent(new CacheEvent.AuditSkipped(hit.cache(), hit.tier(), reason, spent));
	}

	private static boolean late(Throwable error) {
		return error instanceof TimeoutException || error.getCause() instanceof TimeoutException;
	}

	private static boolean complete(AnswerDraft draft) {
		boolean ended = draft.stopReason() == StopReason.END_TURN || draft.stopReason() == StopReason.STOP_SEQUENCE;
		return ended && !draft.serverToolsUsed();
	}

}
