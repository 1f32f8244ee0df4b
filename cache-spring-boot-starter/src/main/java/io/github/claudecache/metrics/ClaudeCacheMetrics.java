package io.github.claudecache.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * The meters of the cache. {@code docs/metrics.md} is generated from here.
 *
 * @since 0.1.0
 */
public enum ClaudeCacheMetrics implements MeterDocumentation {

	/** Lookups by cache and outcome. */
	LOOKUPS("claude.cache.lookups", Meter.Type.COUNTER, "lookups",
			"How often a cache was asked, by what came of it: served by a tier, a miss, or a bypass.", Label.CACHE,
			Label.LOOKUP_OUTCOME),

	/** Lookups that found nothing to serve. */
	MISSES("claude.cache.misses", Meter.Type.COUNTER, "misses",
			"Lookups with the outcome miss, by why nothing could be served.", Label.CACHE, Label.MISS_REASON),

	/** Calls for which the cache stood aside. */
	BYPASSES("claude.cache.bypasses", Meter.Type.COUNTER, "bypasses",
			"Lookups with the outcome bypass, by why the cache stood aside: nothing was looked up or kept.",
			Label.CACHE, Label.BYPASS_REASON),

	/** Answers that would have been served. */
	SHADOWED("claude.cache.shadowed", Meter.Type.COUNTER, "answers",
			"Answers that would have been served if the cache were not in shadow mode, by the tier. Also counted as"
					+ " misses of the reason shadowed.",
			Label.CACHE, Label.TIER),

	/** Callers that were given the answer of another caller's call. */
	FOLLOWERS("claude.cache.followers", Meter.Type.COUNTER, "followers",
			"Callers that waited for another caller with the same question and shared its answer: calls to Claude"
					+ " that single flight saved. Also counted as misses of the reason joined-flight.",
			Label.CACHE),

	/** Answers to other wordings that were not served. */
	CANDIDATES_REFUSED("claude.cache.candidates.refused", Meter.Type.COUNTER, "candidates",
			"Answers to other wordings of a question that were near enough to be judged and were not served, by what"
					+ " decided against it.",
			Label.CACHE, Label.REFUSED_BY),

	/** Candidates that the judge was unsure about. */
	CANDIDATES_VERIFIED("claude.cache.candidates.verified", Meter.Type.COUNTER, "candidates",
			"Answers to other wordings that the judge was unsure about, by what came of asking the verifiers: confirmed,"
					+ " refuted, each of them also from memory (-before), failed, late, or not-asked.",
			Label.CACHE, Label.VERIFICATION),

	/** Answers that were kept. */
	STORES("claude.cache.stores", Meter.Type.COUNTER, "stores", "Answers that were kept.", Label.CACHE),

	/** Answers that were not kept. */
	REFUSALS("claude.cache.refusals", Meter.Type.COUNTER, "refusals",
			"Answers that went to their callers only, by why they were not kept.", Label.CACHE, Label.REFUSAL_REASON),

	/** Answers that were stale before they could be kept. */
	DISCARDED_ANSWERS("claude.cache.discarded.answers", Meter.Type.COUNTER, "answers",
			"Answers that were not kept because something they depend on was invalidated while they were computed:"
					+ " stale hits that did not happen. Also counted as refusals of the reason invalidated-in-flight.",
			Label.CACHE),

	/** How old answers were when they were served. */
	ANSWER_AGE("claude.cache.answer.age", Meter.Type.TIMER, "seconds",
			"How long ago the computation of an answer had begun when it was served from the cache. A quarter, a"
					+ " half and the whole of the class's TTL are service level objectives, that is buckets;"
					+ " nothing is ever above the last.",
			Label.CACHE, Label.VOLATILITY),

	/** What keys do not know. */
	UNDECLARED_FACTORS("claude.cache.undeclared.factors", Meter.Type.COUNTER, "factors",
			"Factors of calls to Claude that were found missing in the key of a cache, which is not asked any more in"
					+ " this process. Each is counted when it is first found.",
			Label.CACHE, Label.FACTOR),

	/** Old answers that were served. */
	OLD_ANSWERS("claude.cache.old.answers", Meter.Type.COUNTER, "answers",
			"Answers that were served above the soft ceiling of their volatility class: not stale, but old enough to"
					+ " be looked at.",
			Label.CACHE, Label.VOLATILITY),

	/** What hits would have cost. */
	AVOIDED_COST("claude.cache.avoided.cost", Meter.Type.COUNTER, "dollars",
			"What served answers would have cost if they had been computed again, in US dollars: an estimate by a price"
					+ " table of a date. Answers of models without a price are not in it.",
			Label.CACHE),

	/** Tokens that hits did not cost. */
	AVOIDED_TOKENS("claude.cache.avoided.tokens", Meter.Type.COUNTER, "tokens",
			"The tokens that served answers had cost when they were computed, as the Messages API counts them.",
			Label.CACHE, Label.TOKEN_KIND),

	/** Served answers that were compared with fresh ones. */
	AUDITS("claude.cache.audits", Meter.Type.COUNTER, "answers",
			"Served answers that the audit compared with fresh ones, by the tier that had served them and what came of"
					+ " it. Different ones of the tier exact were stale hits, of the tier semantic poisoned hits.",
			Label.CACHE, Label.TIER, Label.VERDICT),

	/** Served answers that were drawn for the audit and have no verdict. */
	AUDITS_SKIPPED("claude.cache.audits.skipped", Meter.Type.COUNTER, "answers",
			"Served answers that were drawn for the audit and have no verdict, by why: per-minute and busy are the"
					+ " audit's limits.",
			Label.CACHE, Label.SKIP_REASON),

	/** Tokens that the audit cost. */
	AUDIT_TOKENS("claude.cache.audit.tokens", Meter.Type.COUNTER, "tokens",
			"The tokens that fresh answers cost the audit, as the Messages API counts them.", Label.CACHE,
			Label.TOKEN_KIND),

	/** Answers that somebody reported as wrong. */
	REPORTS("claude.cache.reports", Meter.Type.COUNTER, "answers",
			"Served answers that somebody reported as wrong, by the tier that had served them. They are not in the"
					+ " share of wrong answers, because nobody reports the right ones.",
			Label.CACHE, Label.TIER),

	/** The share of served answers that were wrong. */
	WRONG_RATE("claude.cache.wrong.rate", Meter.Type.GAUGE, "share",
			"The share of the served answers that were wrong, from 0 to 1, as the audit found in its window; not a"
					+ " number while the sample is too small to say anything.",
			Label.CACHE),

	/** The lower end of its interval. */
	WRONG_RATE_LOWER("claude.cache.wrong.rate.lower", Meter.Type.GAUGE, "share",
			"Where the 95 % interval of the share of wrong answers begins; not a number while nothing is known.",
			Label.CACHE),

	/** The upper end of its interval. */
	WRONG_RATE_UPPER("claude.cache.wrong.rate.upper", Meter.Type.GAUGE, "share",
			"Where the 95 % interval of the share of wrong answers ends; not a number while nothing is known.",
			Label.CACHE),

	/** Whether answers to other wordings may be served. */
	BUDGET_OPEN("claude.cache.budget.open", Meter.Type.GAUGE, "caches",
			"Whether the error budget lets answers to other wordings be served: 1, or 0 after it was exceeded. During"
					+ " a trial it is 1.",
			Label.CACHE),

	/** Invalidations by what became of them. */
	INVALIDATIONS("claude.cache.invalidations", Meter.Type.COUNTER, "invalidations",
			"Invalidations, by how far they reach and what became of them: a failed one was reported to its caller,"
					+ " who has to repeat it; a widened one voided more than was asked for.",
			Label.SCOPE, Label.INVALIDATION_OUTCOME),

	/** Failures of the store. */
	STORE_ERRORS("claude.cache.store.errors", Meter.Type.COUNTER, "errors",
			"Operations of the store that failed or took too long. Except for invalidate no caller noticed: Claude"
					+ " was asked, or the answer was not kept.",
			Label.OPERATION),

	/** Whether lookups reach the store. */
	STORE_AVAILABLE("claude.cache.store.available", Meter.Type.GAUGE, "stores",
			"Whether lookups reach the store: 1, or 0 while it is away or too slow to be worth asking. Calls then go"
					+ " straight to Claude and are counted as bypasses of the reason store-away.");

	private final String meterName;

	private final Meter.Type type;

	private final String baseUnit;

	private final String description;

	private final Label[] labels;

	ClaudeCacheMetrics(String meterName, Meter.Type type, String baseUnit, String description, Label... labels) {
		this.meterName = meterName;
		this.type = type;
		this.baseUnit = baseUnit;
		this.description = description;
		this.labels = labels;
	}

	@Override
	public String getName() {
		return this.meterName;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public String getBaseUnit() {
		return this.baseUnit;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.labels.clone();
	}

	/**
	 * What is measured.
	 * @return one or more sentences
	 */
	public String description() {
		return this.description;
	}

	Counter counter(MeterRegistry registry, String... labelValues) {
		return Counter.builder(this.meterName)
			.description(this.description)
			.baseUnit(this.baseUnit)
			.tags(tags(labelValues))
			.register(registry);
	}

	Tags tags(String... labelValues) {
		if (labelValues.length != this.labels.length) {
			throw new IllegalArgumentException(this.meterName + " has " + this.labels.length + " labels");
		}
		Tag[] tags = new Tag[labelValues.length];
		for (int i = 0; i < tags.length; i++) {
			tags[i] = Tag.of(this.labels[i].asString(), labelValues[i]);
		}
		return Tags.of(tags);
	}

	/**
	 * The labels of the meters. Each has few values, whatever is asked.
	 */
	public enum Label implements KeyName {

		/** The name of the cache. */
		CACHE("cache"),

		/** What came of a lookup. */
		LOOKUP_OUTCOME("outcome"),

		/** Why nothing could be served. */
		MISS_REASON("reason"),

		/** Why the cache stood aside. */
		BYPASS_REASON("reason"),

		/** Why an answer was not kept. */
		REFUSAL_REASON("reason"),

		/** What decided against the answer to another wording. */
		REFUSED_BY("by"),

		/** What came of asking the verifiers. */
		VERIFICATION("outcome"),

		/** The volatility class of the answer. */
		VOLATILITY("volatility"),

		/** What of a call the key does not know. */
		FACTOR("factor"),

		/** The kind of tokens. */
		TOKEN_KIND("kind"),

		/** The tier that had served an answer. */
		TIER("tier"),

		/** What came of comparing a served answer with a fresh one. */
		VERDICT("verdict"),

		/** Why a drawn answer has no verdict. */
		SKIP_REASON("reason"),

		/** How far an invalidation reaches. */
		SCOPE("scope"),

		/** What became of an invalidation. */
		INVALIDATION_OUTCOME("outcome"),

		/** What the store was asked to do. */
		OPERATION("operation");

		private final String key;

		Label(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
