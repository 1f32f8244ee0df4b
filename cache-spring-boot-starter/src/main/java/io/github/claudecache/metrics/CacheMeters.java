package io.github.claudecache.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.pricing.PriceTable;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.reason.VerificationOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of one cache, registered when they are first needed.
 */
final class CacheMeters {

	// An application has a handful; a policy that invents classes must not grow the
	// registry.
	private static final int MAX_CLASSES = 16;

	// More guards than anybody writes.
	private static final int MAX_GUARDS = 50;

	private final Supplier<MeterRegistry> registry;

	private final String cache;

	private final PriceTable prices;

	private final Counters<Outcome> lookups;

	private final Counters<MissReason> misses;

	private final Counters<Outcome> shadowed;

	private final Counters<BypassReason> bypasses;

	private final Counters<RefusalReason> refusals;

	private final Counters<VerificationOutcome> verifications;

	private final Counters<KeyFactor> undeclared;

	private final Counters<Single> singles;

	private final TokenCounters avoided;

	private final AuditCounters audits;

	private final Map<String, Counter> refusedBy = new ConcurrentHashMap<>();

	private final Map<String, ClassMeters> classes = new ConcurrentHashMap<>();

	CacheMeters(Supplier<MeterRegistry> registry, String cache, PriceTable prices) {
		this.registry = registry;
		this.cache = cache;
		this.prices = prices;
		this.lookups = new Counters<>(Outcome.class,
				(outcome) -> ClaudeCacheMetrics.LOOKUPS.counter(registry.get(), cache, outcome.code()));
		this.misses = new Counters<>(MissReason.class,
				(reason) -> ClaudeCacheMetrics.MISSES.counter(registry.get(), cache, reason.code()));
		this.shadowed = new Counters<>(Outcome.class,
				(tier) -> ClaudeCacheMetrics.SHADOWED.counter(registry.get(), cache, tier.code()));
		this.bypasses = new Counters<>(BypassReason.class,
				(reason) -> ClaudeCacheMetrics.BYPASSES.counter(registry.get(), cache, reason.code()));
		this.refusals = new Counters<>(RefusalReason.class,
				(reason) -> ClaudeCacheMetrics.REFUSALS.counter(registry.get(), cache, reason.code()));
		this.verifications = new Counters<>(VerificationOutcome.class,
				(outcome) -> ClaudeCacheMetrics.CANDIDATES_VERIFIED.counter(registry.get(), cache, outcome.code()));
		this.undeclared = new Counters<>(KeyFactor.class,
				(factor) -> ClaudeCacheMetrics.UNDECLARED_FACTORS.counter(registry.get(), cache, factor.code()));
		this.singles = new Counters<>(Single.class, (single) -> single.metric.counter(registry.get(), cache));
		this.avoided = new TokenCounters(
				(kind) -> ClaudeCacheMetrics.AVOIDED_TOKENS.counter(registry.get(), cache, kind.code()));
		this.audits = new AuditCounters(registry, cache);
	}

	void served(CacheEvent.Served event) {
		this.lookups.increment(event.outcome());
		ClassMeters ofClass = ofClass(event.volatility());
		ofClass.age().record(event.age());
		if (event.volatility().old(event.age())) {
			ofClass.old().increment();
		}
		this.avoided.add(event.avoided());
		OptionalDouble dollars = this.prices.dollars(event.model(), event.avoided());
		if (dollars.isPresent()) {
			this.singles.add(Single.AVOIDED_COST, dollars.getAsDouble());
		}
	}

	void missed(MissReason reason) {
		this.lookups.increment(Outcome.MISS);
		this.misses.increment(reason);
		if (reason == MissReason.JOINED_FLIGHT) {
			this.singles.increment(Single.FOLLOWER);
		}
	}

	void shadowed(Outcome tier) {
		this.shadowed.increment(tier);
	}

	void candidateRefused(String by) {
		Counter counter = this.refusedBy.get(by);
		if (counter == null) {
			String name = (this.refusedBy.size() < MAX_GUARDS) ? by : MeteredListener.OTHER;
			counter = this.refusedBy.computeIfAbsent(name,
					(any) -> ClaudeCacheMetrics.CANDIDATES_REFUSED.counter(this.registry.get(), this.cache, name));
		}
		counter.increment();
	}

	void candidateVerified(VerificationOutcome outcome) {
		this.verifications.increment(outcome);
	}

	void undeclared(KeyFactor factor) {
		this.undeclared.increment(factor);
	}

	AuditCounters audits() {
		return this.audits;
	}

	void bypassed(BypassReason reason) {
		this.lookups.increment(Outcome.BYPASS);
		this.bypasses.increment(reason);
	}

	void stored() {
		this.singles.increment(Single.STORE);
	}

	void notStored(RefusalReason reason) {
		this.refusals.increment(reason);
		if (reason == RefusalReason.INVALIDATED_IN_FLIGHT) {
			this.singles.increment(Single.DISCARDED_ANSWER);
		}
	}

	private ClassMeters ofClass(VolatilityClass volatility) {
		ClassMeters known = this.classes.get(volatility.name());
		if (known != null) {
			return known;
		}
		String name = (this.classes.size() < MAX_CLASSES) ? volatility.name() : MeteredListener.OTHER;
		return this.classes.computeIfAbsent(name, (any) -> new ClassMeters(ageTimer(name, volatility),
				ClaudeCacheMetrics.OLD_ANSWERS.counter(this.registry.get(), this.cache, name)));
	}

	private Timer ageTimer(String volatility, VolatilityClass settings) {
		Duration ttl = settings.ttl();
		Timer.Builder timer = Timer.builder(ClaudeCacheMetrics.ANSWER_AGE.getName())
			.description(ClaudeCacheMetrics.ANSWER_AGE.description())
			.tags(ClaudeCacheMetrics.ANSWER_AGE.tags(this.cache, volatility));
		if (!ttl.isZero()) {
			timer.serviceLevelObjectives(ttl.dividedBy(4), ttl.dividedBy(2), settings.softCeiling(), ttl)
				.minimumExpectedValue(ttl.dividedBy(1000))
				.maximumExpectedValue(ttl);
		}
		return timer.register(this.registry.get());
	}

	/**
	 * What is measured of the answers of a volatility class.
	 */
	private record ClassMeters(Timer age, Counter old) {
	}

	/**
	 * What is counted by cache only.
	 */
	private enum Single {

		FOLLOWER(ClaudeCacheMetrics.FOLLOWERS), STORE(ClaudeCacheMetrics.STORES),
		DISCARDED_ANSWER(ClaudeCacheMetrics.DISCARDED_ANSWERS), AVOIDED_COST(ClaudeCacheMetrics.AVOIDED_COST);

		private final ClaudeCacheMetrics metric;

		Single(ClaudeCacheMetrics metric) {
			this.metric = metric;
		}

	}

}
