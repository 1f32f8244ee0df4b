package io.github.claudecache.audit;

import java.time.Instant;
import java.util.List;

import io.github.claudecache.answer.Outcome;
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

	CacheAudit(String cache, AuditSettings settings) {
		this.settings = settings;
		this.exact = new SlidingCounts(settings.window());
		this.semantic = new SlidingCounts(settings.window());
		this.reports = new SlidingCounts(settings.window());
		this.sampler = new Sampler(cache.hashCode());
		this.watch = new BudgetWatch(new ErrorBudget(settings.budget(), settings.confidence()), settings.coolDown());
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

	AuditFigures figures(Instant now) {
		Tally exact = this.exact.tally(now);
		Tally semantic = this.semantic.tally(now);
		BudgetState state = this.watch.state(now);
		return new AuditFigures(exact, semantic, WrongRate.combined(List.of(exact, semantic)),
				this.reports.tally(now).served(), state);
	}

}
