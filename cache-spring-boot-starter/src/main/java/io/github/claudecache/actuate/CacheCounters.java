package io.github.claudecache.actuate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.pricing.PriceTable;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;

/**
 * The counters of one cache.
 */
final class CacheCounters {

	private static final int DOLLAR_DIGITS = 6;

	private final Tally<Outcome> hits = new Tally<>(Outcome.class, Outcome::code);

	private final Tally<MissReason> misses = new Tally<>(MissReason.class, Reason::code);

	private final Tally<BypassReason> bypasses = new Tally<>(BypassReason.class, Reason::code);

	private final Tally<RefusalReason> notStored = new Tally<>(RefusalReason.class, Reason::code);

	private final LongAdder stored = new LongAdder();

	private final AgeHistogram ages = new AgeHistogram();

	private final LongAdder inputTokens = new LongAdder();

	private final LongAdder outputTokens = new LongAdder();

	private final LongAdder cacheCreationInputTokens = new LongAdder();

	private final LongAdder cacheReadInputTokens = new LongAdder();

	private final DoubleAdder dollars = new DoubleAdder();

	private final LongAdder priced = new LongAdder();

	private final LongAdder unpriced = new LongAdder();

	private final PriceTable prices;

	CacheCounters(PriceTable prices) {
		this.prices = prices;
	}

	void served(CacheEvent.Served event) {
		this.hits.count(event.outcome());
		this.ages.record(event.age(), event.volatility().old(event.age()));
		Usage avoided = event.avoided();
		this.inputTokens.add(avoided.inputTokens());
		this.outputTokens.add(avoided.outputTokens());
		this.cacheCreationInputTokens.add(avoided.cacheCreationInputTokens());
		this.cacheReadInputTokens.add(avoided.cacheReadInputTokens());
		OptionalDouble cost = this.prices.dollars(event.model(), avoided);
		if (cost.isPresent()) {
			this.dollars.add(cost.getAsDouble());
			this.priced.increment();
		}
		else {
			this.unpriced.increment();
		}
	}

	void missed(MissReason reason) {
		this.misses.count(reason);
	}

	void bypassed(BypassReason reason) {
		this.bypasses.count(reason);
	}

	void stored() {
		this.stored.increment();
	}

	void notStored(RefusalReason reason) {
		this.notStored.count(reason);
	}

	CacheFigures figures() {
		Map<String, Long> hits = new LinkedHashMap<>();
		hits.put(Outcome.EXACT.code(), 0L);
		hits.put(Outcome.SEMANTIC.code(), 0L);
		hits.putAll(this.hits.counts());
		Map<String, Long> misses = this.misses.counts();
		Map<String, Long> bypasses = this.bypasses.counts();
		return new CacheFigures(sum(hits) + sum(misses) + sum(bypasses), hits, misses, bypasses, this.stored.sum(),
				this.notStored.counts(), this.ages.figures(),
				new Usage(this.inputTokens.sum(), this.outputTokens.sum(), this.cacheCreationInputTokens.sum(),
						this.cacheReadInputTokens.sum()),
				new AvoidedCost((this.priced.sum() > 0) ? dollars() : null, this.prices.asOf().toString(),
						this.unpriced.sum()));
	}

	private BigDecimal dollars() {
		return BigDecimal.valueOf(this.dollars.sum()).setScale(DOLLAR_DIGITS, RoundingMode.HALF_EVEN);
	}

	private static long sum(Map<String, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * One counter for each constant of an enumeration.
	 */
	private static final class Tally<E extends Enum<E>> {

		private final E[] constants;

		private final Function<E, String> code;

		private final LongAdder[] counters;

		Tally(Class<E> type, Function<E, String> code) {
			this.constants = type.getEnumConstants();
			this.code = code;
			this.counters = new LongAdder[this.constants.length];
			for (int i = 0; i < this.counters.length; i++) {
				this.counters[i] = new LongAdder();
			}
		}

		void count(E constant) {
			this.counters[constant.ordinal()].increment();
		}

		Map<String, Long> counts() {
			Map<String, Long> counts = new LinkedHashMap<>();
			for (E constant : this.constants) {
				long count = this.counters[constant.ordinal()].sum();
				if (count > 0) {
					counts.put(this.code.apply(constant), count);
				}
			}
			return counts;
		}

	}

}
