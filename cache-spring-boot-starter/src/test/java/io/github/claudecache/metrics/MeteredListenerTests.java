package io.github.claudecache.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.CacheEvent.StoreFailed.Operation;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.reason.SkipReason;
import io.github.claudecache.reason.VerificationOutcome;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each event is in the meters that the documentation says.
 */
class MeteredListenerTests {

	private static final Fingerprint FINGERPRINT = new Fingerprint("a".repeat(64));

	private static final TenantId ACME = new TenantId("acme");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final MeteredListener listener = new MeteredListener(() -> this.registry, ModelPrices.builtIn());

	@Test
	void aHitCountsItsTierItsAgeAndWhatItDidNotCost() {
		this.listener.onEvent(served("faq", "reference", Duration.ofHours(3)));
		assertThat(count("claude.cache.lookups", "cache", "faq", "outcome", "exact")).isOne();
		assertThat(count("claude.cache.avoided.tokens", "cache", "faq", "kind", "input")).isEqualTo(10);
		assertThat(count("claude.cache.avoided.tokens", "cache", "faq", "kind", "output")).isEqualTo(20);
		assertThat(count("claude.cache.avoided.tokens", "cache", "faq", "kind", "cache-read-input")).isEqualTo(30);
		assertThat(this.registry.find("claude.cache.avoided.tokens").tag("kind", "cache-creation-input").counter())
			.isNull();
		Timer age = this.registry.get("claude.cache.answer.age")
			.tags("cache", "faq", "volatility", "reference")
			.timer();
		assertThat(age.totalTime(TimeUnit.HOURS)).isEqualTo(3);
	}

	@Test
	void anAnswerAboveTheSoftCeilingIsCounted() {
		this.listener.onEvent(served("faq", "reference", Duration.ofHours(18)));
		assertThat(count("claude.cache.old.answers", "cache", "faq", "volatility", "reference")).isZero();
		this.listener.onEvent(served("faq", "reference", Duration.ofHours(18).plusMillis(1)));
		assertThat(count("claude.cache.old.answers", "cache", "faq", "volatility", "reference")).isOne();
	}

	@Test
	void whatAHitWouldHaveCostIsEstimatedOnlyIfItsModelHasAPrice() {
		this.listener.onEvent(new CacheEvent.Served("faq", ACME, FINGERPRINT, Outcome.EXACT, Duration.ofHours(3),
				VolatilityClass.BUILT_IN.get(0), Usage.of(1_000_000, 0), "a-model-of-tomorrow"));
		assertThat(this.registry.find("claude.cache.avoided.cost").meter()).isNull();
		this.listener.onEvent(new CacheEvent.Served("faq", ACME, FINGERPRINT, Outcome.EXACT, Duration.ofHours(3),
				VolatilityClass.BUILT_IN.get(0), Usage.of(1_000_000, 0), "claude-haiku-4-5"));
		assertThat(count("claude.cache.avoided.cost", "cache", "faq")).isEqualTo(1);
	}

	@Test
	void theTtlOfTheClassIsTheLastObjectiveOfTheAge() {
		this.listener.onEvent(served("faq", "reference", Duration.ofHours(3)));
		Timer age = this.registry.get("claude.cache.answer.age").timer();
		assertThat(age.takeSnapshot().histogramCounts()).extracting((bucket) -> bucket.bucket(TimeUnit.HOURS))
			.containsExactly(6.0, 12.0, 18.0, 24.0);
	}

	@Test
	void aMissCountsItsReason() {
		this.listener.onEvent(new CacheEvent.Missed("faq", ACME, FINGERPRINT, MissReason.INVALIDATED));
		assertThat(count("claude.cache.lookups", "cache", "faq", "outcome", "miss")).isOne();
		assertThat(count("claude.cache.misses", "cache", "faq", "reason", "invalidated")).isOne();
		assertThat(this.registry.find("claude.cache.followers").meter()).isNull();
	}

	@Test
	void aFollowerIsAMissOfItsOwnKind() {
		this.listener.onEvent(new CacheEvent.Missed("faq", ACME, FINGERPRINT, MissReason.JOINED_FLIGHT));
		assertThat(count("claude.cache.misses", "cache", "faq", "reason", "joined-flight")).isOne();
		assertThat(count("claude.cache.followers", "cache", "faq")).isOne();
	}

	@Test
	void candidatesThatWereRefusedAreCountedByWhatDecided() {
		this.listener.onEvent(new CacheEvent.CandidateVerified("faq", VerificationOutcome.CONFIRMED_BEFORE));
		this.listener.onEvent(new CacheEvent.CandidateRefused("faq", "negation"));
		this.listener.onEvent(new CacheEvent.CandidateRefused("faq", CacheEvent.CandidateRefused.SCORE));
		this.listener.onEvent(new CacheEvent.CandidateRefused("faq", CacheEvent.CandidateRefused.SCORE));
		assertThat(count("claude.cache.candidates.refused", "cache", "faq", "by", "negation")).isOne();
		assertThat(count("claude.cache.candidates.refused", "cache", "faq", "by", "score")).isEqualTo(2);
		assertThat(count("claude.cache.candidates.verified", "cache", "faq", "outcome", "confirmed-before")).isOne();
	}

	@Test
	void aHitOfAnotherWordingIsCountedAsSuch() {
		this.listener.onEvent(new CacheEvent.Served("faq", ACME, FINGERPRINT, Outcome.SEMANTIC, Duration.ofHours(3),
				new VolatilityClass("reference", Duration.ofHours(24), 0), Usage.NONE, null));
		assertThat(count("claude.cache.lookups", "cache", "faq", "outcome", "semantic")).isOne();
	}

	@Test
	void aBypassCountsItsReason() {
		this.listener.onEvent(new CacheEvent.Bypassed("faq", BypassReason.TENANT_MISSING));
		assertThat(count("claude.cache.lookups", "cache", "faq", "outcome", "bypass")).isOne();
		assertThat(count("claude.cache.bypasses", "cache", "faq", "reason", "tenant-missing")).isOne();
	}

	@Test
	void storesAndRefusalsAreCounted() {
		this.listener.onEvent(new CacheEvent.Stored("faq", ACME, FINGERPRINT));
		this.listener.onEvent(new CacheEvent.NotStored("faq", RefusalReason.STOP_REASON));
		this.listener.onEvent(new CacheEvent.NotStored("faq", RefusalReason.INVALIDATED_IN_FLIGHT));
		assertThat(count("claude.cache.stores", "cache", "faq")).isOne();
		assertThat(count("claude.cache.refusals", "cache", "faq", "reason", "stop-reason")).isOne();
		assertThat(count("claude.cache.refusals", "cache", "faq", "reason", "invalidated-in-flight")).isOne();
		assertThat(count("claude.cache.discarded.answers", "cache", "faq")).isOne();
	}

	@Test
	void invalidationsAreCountedByScopeAndOutcome() {
		InvalidationScope tenant = InvalidationScope.of(ACME);
		this.listener.onEvent(new CacheEvent.Invalidated(invalidation(tenant, false)));
		this.listener.onEvent(new CacheEvent.Invalidated(invalidation(tenant, true)));
		this.listener.onEvent(new CacheEvent.Invalidated(invalidation(InvalidationScope.allTenants(), false)));
		this.listener.onEvent(
				new CacheEvent.InvalidationFailed(InvalidationScope.allTenants(), new IllegalStateException("away")));
		assertThat(count("claude.cache.invalidations", "scope", "tenant", "outcome", "applied")).isOne();
		assertThat(count("claude.cache.invalidations", "scope", "tenant", "outcome", "widened")).isOne();
		assertThat(count("claude.cache.invalidations", "scope", "all-tenants", "outcome", "applied")).isOne();
		assertThat(count("claude.cache.invalidations", "scope", "all-tenants", "outcome", "failed")).isOne();
		assertThat(count("claude.cache.store.errors", "operation", "invalidate")).isOne();
	}

	@Test
	void failuresOfTheStoreAreCountedByOperation() {
		for (Operation operation : Operation.values()) {
			this.listener.onEvent(new CacheEvent.StoreFailed(operation, new IllegalStateException("away")));
		}
		for (String operation : List.of("read", "capture", "check", "store")) {
			assertThat(count("claude.cache.store.errors", "operation", operation)).isOne();
		}
	}

	@Test
	void everyMeterIsDocumentedAndHasItsLabelsUnitAndText() {
		this.listener.onEvent(served("faq", "reference", Duration.ofHours(3)));
		for (MissReason reason : MissReason.values()) {
			this.listener.onEvent(new CacheEvent.Missed("faq", ACME, FINGERPRINT, reason));
		}
		this.listener.onEvent(new CacheEvent.UndeclaredFactor("faq", KeyFactor.SYSTEM));
		this.listener.onEvent(new CacheEvent.Bypassed("faq", BypassReason.CACHE_OFF));
		this.listener.onEvent(new CacheEvent.CandidateRefused("faq", CacheEvent.CandidateRefused.ENTRY));
		this.listener.onEvent(new CacheEvent.CandidateVerified("faq", VerificationOutcome.LATE));
		this.listener.onEvent(new CacheEvent.Stored("faq", ACME, FINGERPRINT));
		this.listener.onEvent(new CacheEvent.NotStored("faq", RefusalReason.INVALIDATED_IN_FLIGHT));
		this.listener.onEvent(new CacheEvent.Invalidated(invalidation(InvalidationScope.of(ACME), false)));
		this.listener.onEvent(new CacheEvent.StoreFailed(Operation.READ, new IllegalStateException("away")));
		this.listener.onEvent(new CacheEvent.Audited("faq", Outcome.EXACT, AuditVerdict.SAME, Usage.of(1, 2)));
		this.listener.onEvent(new CacheEvent.AuditSkipped("faq", Outcome.SEMANTIC, SkipReason.CALL_FAILED, Usage.NONE));
		this.listener.onEvent(new CacheEvent.Shadowed("faq", Outcome.EXACT));
		this.listener.onEvent(new CacheEvent.Reported("faq", ACME, FINGERPRINT, Outcome.SEMANTIC));
		new StoreMeters(new InMemoryAnswerStore()).bindTo(this.registry);
		new AuditMeters(() -> this.registry, AuditFixture::auditor)
			.onEvent(served("faq", "reference", Duration.ofHours(3)));
		for (ClaudeCacheMetrics documented : ClaudeCacheMetrics.values()) {
			Meter.Id id = this.registry.get(documented.getName()).meter().getId();
			assertThat(id.getType()).isEqualTo(documented.getType());
			assertThat(id.getBaseUnit()).isEqualTo(documented.getBaseUnit());
			assertThat(id.getDescription()).isEqualTo(documented.description());
			assertThat(id.getTags()).extracting(io.micrometer.core.instrument.Tag::getKey)
				.containsExactlyInAnyOrder(Arrays.stream(documented.getKeyNames())
					.map((label) -> label.asString())
					.toArray(String[]::new));
		}
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.filteredOn((name) -> !name.equals("claude.cache.answer.age.histogram"))
			.isSubsetOf(Arrays.stream(ClaudeCacheMetrics.values()).map(ClaudeCacheMetrics::getName).toList());
	}

	@Test
	void namesAndClassesThatNobodyConfiguredShareOneRow() {
		this.listener.onEvent(served("faq", "reference", Duration.ofHours(3)));
		for (int i = 0; i < 2_000; i++) {
			this.listener.onEvent(served("faq", "class-" + i, Duration.ofHours(1)));
			this.listener.onEvent(new CacheEvent.Stored("name-" + i, ACME, FINGERPRINT));
			this.listener.onEvent(new CacheEvent.CandidateRefused("faq", "guard-" + i));
		}
		assertThat(this.registry.find("claude.cache.answer.age").timers()).hasSizeLessThanOrEqualTo(17);
		assertThat(this.registry.find("claude.cache.stores").counters()).hasSizeLessThanOrEqualTo(101);
		assertThat(count("claude.cache.stores", "cache", "other")).isGreaterThan(1_800);
		assertThat(this.registry.find("claude.cache.candidates.refused").counters()).hasSizeLessThanOrEqualTo(51);
		assertThat(count("claude.cache.candidates.refused", "cache", "faq", "by", "other")).isGreaterThan(1_900);
		assertThat(this.registry.get("claude.cache.answer.age").tag("volatility", "other").timer().count())
			.isGreaterThan(1_900);
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).counter().count();
	}

	private static CacheEvent.Served served(String cache, String volatility, Duration age) {
		return new CacheEvent.Served(cache, ACME, FINGERPRINT, Outcome.EXACT, age,
				new VolatilityClass(volatility, Duration.ofHours(24), 0), new Usage(10, 20, 0, 30),
				"claude-haiku-4-5-20251001");
	}

	private static Invalidation invalidation(InvalidationScope scope, boolean widened) {
		return new Invalidation(Invalidation.Status.APPLIED, scope, Set.of(new Tag("a")),
				Instant.parse("2026-11-23T10:00:00Z").toEpochMilli(), 1, widened, Invalidation.NO_REPLICAS_ASKED);
	}

}
