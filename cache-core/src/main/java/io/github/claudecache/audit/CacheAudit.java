package io.github.claudecache.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.audit.ProcessCounts.Kind;
import io.github.claudecache.audit.ProcessCounts.Part;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BudgetState;

/**
 * What is known of one cache. Safe for use by many threads.
 */
final class CacheAudit {

	private final AuditSettings settings;

	private final SlidingCounts exact;

	private final SlidingCounts semantic;

	private final SlidingCounts reports;

	private final Sampler sampler;

	private final BudgetWatch watch;

	private volatile List<ProcessCounts> others = List.of();

	CacheAudit(String cache, AuditSettings settings, boolean shared) {
		this.settings = settings;
		this.exact = new SlidingCounts(settings.window());
		this.semantic = new SlidingCounts(settings.window());
		this.reports = new SlidingCounts(settings.window());
		this.sampler = new Sampler(cache.hashCode());
		this.watch = new BudgetWatch(new ErrorBudget(settings.budget(), settings.confidence()), settings.coolDown(),
				shared);
	}

	AuditSettings settings() {
		return this.settings;
	}

	SlidingCounts reports() {
		return this.reports;
	}

	Sampler sampler() {
		return this.sampler;
	}

	BudgetWatch watch() {
		return this.watch;
	}

	SlidingCounts counts(Outcome tier) {
		return (tier == Outcome.SEMANTIC) ? this.semantic : this.exact;
	}

	/**
	 * A verdict was found.
	 * @param budgeted whether it counts for the budget
	 * @return whether that changed the state of the budget
	 */
	boolean audited(Outcome tier, AuditVerdict verdict, Instant now, boolean budgeted) {
		counts(tier).audited(verdict, now);
		// To close the semantic tier helps against its own wrong answers only.
		return budgeted && tier == Outcome.SEMANTIC && verdict != AuditVerdict.UNDECIDED
				&& this.watch.audited(verdict == AuditVerdict.DIFFERENT, now);
	}

	/**
	 * What this process counted.
	 */
	ProcessCounts counts() {
		List<Part> parts = new ArrayList<>(this.exact.parts(Kind.EXACT));
		parts.addAll(this.semantic.parts(Kind.SEMANTIC));
		parts.addAll(this.reports.parts(Kind.REPORTED));
		return new ProcessCounts(parts);
	}

	/**
	 * Takes over what other processes counted.
	 */
	void others(Collection<ProcessCounts> counts) {
		this.others = List.copyOf(counts);
	}

	/**
	 * What began later than that is in the window, in milliseconds.
	 */
	long windowStart(Instant now) {
		return this.exact.windowStart(now);
	}

	AuditFigures figures(Instant now) {
		Tally exact = withOthers(this.exact, Kind.EXACT, now);
		Tally semantic = withOthers(this.semantic, Kind.SEMANTIC, now);
		BudgetState state = this.watch.state(now);
		return new AuditFigures(exact, semantic, WrongRate.combined(List.of(exact, semantic)),
				withOthers(this.reports, Kind.REPORTED, now).served(), state);
	}

	private Tally withOthers(SlidingCounts own, Kind kind, Instant now) {
		long after = windowStart(now);
		Tally tally = own.tally(now);
		for (ProcessCounts other : this.others) {
			tally = tally.plus(other.tally(kind, after));
		}
		return tally;
	}

}
