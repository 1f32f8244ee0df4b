package io.github.claudecache.pricing;

import java.time.LocalDate;
import java.util.OptionalDouble;

import io.github.claudecache.answer.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what an answer cost. Tokens are counted, prices change and depend on a
 * contract: what comes of it is an estimate, as of a date. An application that knows
 * better defines a bean of this type. Must be quick and must not throw; safe for use by
 * many threads.
 *
 * @since 0.1.0
 */
public interface PriceTable {

	/**
	 * When the prices were valid.
	 * @return the date
	 */
	LocalDate asOf();

	/**
	 * What an answer cost.
	 * @param model the model's identifier as the Messages API reports it; {@code null} if
	 * it is not known
	 * @param usage the tokens
	 * @return US dollars, not negative; empty if there is no price for it
	 */
	OptionalDouble dollars(@Nullable String model, Usage usage);

}
