package io.github.claudecache.metrics;

import java.time.Duration;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.audit.WrongRate;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gauges of the audit say unknown before they say a number, and do not grow with the
 * names that are told.
 */
class AuditMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Auditor auditor = AuditFixture.auditor();

	private final AuditMeters meters = new AuditMeters(() -> this.registry, () -> this.auditor);

	@BeforeEach
	void serve() {
		this.meters.onEvent(served("faq"));
		this.auditor.onEvent(served("faq"));
	}

	@Test
	void tooSmallASampleIsNotANumberAndNotZero() {
		AuditFixture.audit(this.auditor, Outcome.EXACT, "yes", WrongRate.LEAST - 1);
		assertThat(gauge("claude.cache.wrong.rate")).isNaN();
		assertThat(gauge("claude.cache.wrong.rate.lower")).isNaN();
		assertThat(gauge("claude.cache.wrong.rate.upper")).isNaN();
		AuditFixture.audit(this.auditor, Outcome.EXACT, "yes", 1);
		assertThat(gauge("claude.cache.wrong.rate")).isZero();
		assertThat(gauge("claude.cache.wrong.rate.upper")).isBetween(0.1, 0.2);
	}

	@Test
	void theBudgetIsOpenUntilItIsExceeded() {
		assertThat(gauge("claude.cache.budget.open")).isEqualTo(1);
		AuditFixture.audit(this.auditor, Outcome.SEMANTIC, "no", WrongRate.LEAST);
		assertThat(gauge("claude.cache.budget.open")).isZero();
		this.auditor.reopen("faq");
		assertThat(gauge("claude.cache.budget.open")).isEqualTo(1);
	}

	@Test
	void namesThatNobodyConfiguredDoNotFillTheRegistry() {
		for (int i = 0; i < 2000; i++) {
			this.meters.onEvent(served("name-" + i));
		}
		assertThat(this.registry.getMeters()).hasSizeLessThanOrEqualTo(400);
	}

	private double gauge(String name) {
		return this.registry.get(name).tag("cache", "faq").gauge().value();
	}

	private static CacheEvent.Served served(String cache) {
		return new CacheEvent.Served(cache, TenantId.DEFAULT, new Fingerprint("0".repeat(64)), Outcome.EXACT,
				Duration.ofSeconds(1), new VolatilityClass("reference", Duration.ofHours(24), 0), Usage.NONE, null);
	}

}
