package io.github.claudecache.actuate;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What served answers would have cost if they had been computed again: an estimate.
 *
 * @param dollars US dollars, to a millionth; absent if no answer was of a model that has
 * a price
 * @param pricesAsOf the date of the prices, ISO 8601
 * @param answersWithoutPrice how many answers are not in it, because there is no price
 * for their model or for prompts of their length
 * @since 0.1.0
 */
public record AvoidedCost(@Nullable BigDecimal dollars, String pricesAsOf, long answersWithoutPrice) {
}
