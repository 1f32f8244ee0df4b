package io.github.claudecache.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How it is measured whether served answers were right: some are fetched again, away from
 * any caller, and compared.
 *
 * @param enabled Whether served answers of repeatable calls are audited.
 * @param exactRate Share of exact hits that is audited, 0 to 1.
 * @param semanticRate Share of hits by another wording that is audited, 0 to 1.
 * @param trialRate Share of hits by another wording that is audited while a cache is on
 * trial, 0 to 1.
 * @param perMinute How many answers are audited in a minute at most, 0 to 10000. Each
 * costs a call.
 * @param atATime How many calls of the audit run at the same time at most, 1 to 100.
 * @param deadline How long a call and a comparison may take each, 1s to 10m.
 * @param window Over how long wrong answers are counted for the published rate, 1m to
 * 30d.
 * @param budget Share of wrong answers among those to other wordings that a cache may
 * serve, 0.0001 to 0.9999. A cache that exceeds it serves none for a while.
 * @param confidence How sure it must be that the budget is exceeded, 0.5 to 0.9999.
 * @param coolDown How long a cache that exceeded its budget serves no answers to other
 * wordings before its trial begins, 1s to 30d.
 * @param judge who is asked about answers that the comparer is not sure about
 */
record AuditProperties(@DefaultValue("true") boolean enabled, @DefaultValue("0.001") double exactRate,
		@DefaultValue("0.02") double semanticRate, @DefaultValue("0.5") double trialRate,
		@DefaultValue("10") int perMinute, @DefaultValue("2") int atATime, @DefaultValue("1m") Duration deadline,
		@DefaultValue("1d") Duration window, @DefaultValue("0.02") double budget,
		@DefaultValue("0.95") double confidence, @DefaultValue("1h") Duration coolDown, @DefaultValue Judge judge) {

	/**
	 * A small Claude model that is asked about answers that the comparer is not sure
	 * about.
	 *
	 * @param enabled Whether it is asked.
	 * @param apiKey Key of the Messages API. It needs one if it is asked.
	 * @param baseUrl Where the Messages API is.
	 * @param model Identifier of the model.
	 */
	record Judge(@DefaultValue("false") boolean enabled, @Nullable String apiKey,
			@DefaultValue("https://api.anthropic.com") String baseUrl, @DefaultValue("claude-haiku-4-5") String model) {

		// The generated form would print the key.
		@Override
		public String toString() {
			return "Judge[baseUrl=" + this.baseUrl + ", model=" + this.model + "]";
		}

	}

}
