package io.github.claudecache.metrics;

import java.util.function.Supplier;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.SkipReason;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the audit did in one cache, and what was reported.
 */
final class AuditCounters {

	private final Counters<AuditVerdict> exact;

	private final Counters<AuditVerdict> semantic;

	private final Counters<Outcome> reports;

	private final Counters<SkipReason> skips;

	private final TokenCounters tokens;

	AuditCounters(Supplier<MeterRegistry> registry, String cache) {
		this.exact = verdicts(registry, cache, Outcome.EXACT);
		this.semantic = verdicts(registry, cache, Outcome.SEMANTIC);
		this.reports = new Counters<>(Outcome.class,
				(tier) -> ClaudeCacheMetrics.REPORTS.counter(registry.get(), cache, tier.code()));
		this.skips = new Counters<>(SkipReason.class,
				(reason) -> ClaudeCacheMetrics.AUDITS_SKIPPED.counter(registry.get(), cache, reason.code()));
		this.tokens = new TokenCounters(
				(kind) -> ClaudeCacheMetrics.AUDIT_TOKENS.counter(registry.get(), cache, kind.code()));
	}

	private static Counters<AuditVerdict> verdicts(Supplier<MeterRegistry> registry, String cache, Outcome tier) {
		return new Counters<>(AuditVerdict.class,
				(verdict) -> ClaudeCacheMetrics.AUDITS.counter(registry.get(), cache, tier.code(), verdict.code()));
	}

	void audited(Outcome tier, AuditVerdict verdict, Usage spent) {
		((tier == Outcome.SEMANTIC) ? this.semantic : this.exact).increment(verdict);
		this.tokens.add(spent);
	}

	void reported(Outcome tier) {
		this.reports.increment(tier);
	}

	void skipped(SkipReason reason, Usage spent) {
		this.skips.increment(reason);
		this.tokens.add(spent);
	}

}
