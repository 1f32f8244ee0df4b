package io.github.claudecache.actuate;

import java.util.Map;

import io.github.claudecache.answer.Usage;

/**
 * What happened in one cache on this node since it started. Reasons that have not
 * occurred are left out. The counts are read one after another while the cache is in use,
 * so they need not add up to the last one.
 *
 * @param lookups how often the cache was asked: the sum of hits, misses and bypasses
 * @param hits answers served without asking Claude, by tier
 * @param misses lookups that found nothing to serve, by {@code MissReason} code
 * @param bypasses calls for which the cache stood aside, by {@code BypassReason} code
 * @param stored answers that were kept
 * @param notStored answers that went to their caller only, by {@code RefusalReason} code
 * @param ageAtServing how old the served answers were
 * @param tokensAvoided the tokens that the served answers had cost
 * @param costAvoided what they would have cost: an estimate
 * @since 0.1.0
 */
public record CacheFigures(long lookups, Map<String, Long> hits, Map<String, Long> misses, Map<String, Long> bypasses,
		long stored, Map<String, Long> notStored, AgeFigures ageAtServing, Usage tokensAvoided,
		AvoidedCost costAvoided) {
}
