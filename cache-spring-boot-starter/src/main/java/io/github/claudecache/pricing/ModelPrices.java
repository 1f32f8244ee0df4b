package io.github.claudecache.pricing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.claudecache.answer.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A price for each model. A model is known by its identifier, also with the date of a
 * snapshot behind it ({@code claude-haiku-4-5-20251001}). Other platforms name models
 * otherwise and have prices of their own, so their identifiers are not recognised unless
 * they are given. Immutable.
 *
 * @since 0.1.0
 */
public final class ModelPrices implements PriceTable {

	/** When {@link #BUILT_IN} was read. */
	public static final LocalDate BUILT_IN_AS_OF = LocalDate.of(2026, 11, 27);

	/**
	 * The list prices of the Claude API for standard requests, read from
	 * <a href="https://platform.claude.com/docs/en/about-claude/pricing">its pricing
	 * page</a>.
	 */
	public static final Map<String, ModelPrice> BUILT_IN = Map.ofEntries(
			Map.entry("claude-fable-5-1", ModelPrice.of(10, 50, 12.5, 0.25)),
			Map.entry("claude-fable-5", ModelPrice.of(10, 50, 12.5, 1)),
			Map.entry("claude-opus-5-5", ModelPrice.of(4, 20, 5, 0.2)),
			Map.entry("claude-opus-5", ModelPrice.of(5, 25, 6.25, 0.5)),
			Map.entry("claude-opus-4-8", ModelPrice.of(5, 25, 6.25, 0.5)),
			Map.entry("claude-opus-4-7", ModelPrice.of(5, 25, 6.25, 0.5)),
			Map.entry("claude-opus-4-6", ModelPrice.of(5, 25, 6.25, 0.5)),
			Map.entry("claude-opus-4-5", ModelPrice.of(5, 25, 6.25, 0.5)),
			Map.entry("claude-opus-4-1", ModelPrice.of(15, 75, 18.75, 1.5)),
			Map.entry("claude-sonnet-5-5", ModelPrice.of(2, 10, 2.5, 0.1)),
			Map.entry("claude-sonnet-5", ModelPrice.of(2, 10, 2.5, 0.2)),
			Map.entry("claude-sonnet-4-6", ModelPrice.of(3, 15, 3.75, 0.3)),
			Map.entry("claude-sonnet-4-5", ModelPrice.of(3, 15, 3.75, 0.3)),
			Map.entry("claude-haiku-5-5", new ModelPrice(0.1, 0.5, 0.125, 0.01, 100_000)),
			Map.entry("claude-haiku-4-5", ModelPrice.of(1, 5, 1.25, 0.1)),
			Map.entry("claude-3-5-haiku", ModelPrice.of(0.8, 4, 1, 0.08)));

	private static final Pattern SNAPSHOT = Pattern.compile("(.+)-\\d{8}");

	private final Map<String, ModelPrice> prices;

	private final LocalDate asOf;

	/**
	 * Creates a table.
	 * @param prices the prices by the identifier of the model
	 * @param asOf when they were valid
	 */
	public ModelPrices(Map<String, ModelPrice> prices, LocalDate asOf) {
		this.prices = Map.copyOf(prices);
		this.asOf = asOf;
	}

	/**
	 * The built-in prices.
	 * @return a table
	 */
	public static ModelPrices builtIn() {
		return new ModelPrices(BUILT_IN, BUILT_IN_AS_OF);
	}

	/**
	 * The built-in prices with others in their place.
	 * @param own prices by the identifier of the model
	 * @param asOf when all of them were valid
	 * @return a table
	 */
	public static ModelPrices builtInWith(Map<String, ModelPrice> own, LocalDate asOf) {
		Map<String, ModelPrice> prices = new HashMap<>(BUILT_IN);
		prices.putAll(own);
		return new ModelPrices(prices, asOf);
	}

	@Override
	public LocalDate asOf() {
		return this.asOf;
	}

	@Override
	public OptionalDouble dollars(@Nullable String model, Usage usage) {
		ModelPrice price = (model != null) ? price(model) : null;
		return (price != null) ? price.dollars(usage) : OptionalDouble.empty();
	}

	private @Nullable ModelPrice price(String model) {
		ModelPrice price = this.prices.get(model);
		if (price != null) {
			return price;
		}
		Matcher snapshot = SNAPSHOT.matcher(model);
		return snapshot.matches() ? this.prices.get(snapshot.group(1)) : null;
	}

}
