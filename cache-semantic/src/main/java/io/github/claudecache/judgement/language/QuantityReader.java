package io.github.claudecache.judgement.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.claudecache.judgement.language.NumberWords.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers in digits and in words, with their units, and brings them to one unit of
 * each dimension. A number that names something (Android 12, version 3.10) keeps its
 * digits as they are.
 */
final class QuantityReader {

	private static final Pattern THOUSANDS = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?");

	private static final Pattern THOUSANDS_CONTINENTAL = Pattern.compile("-?\\d{1,3}(\\.\\d{3})+(,\\d+)?");

	private static final Pattern DECIMAL = Pattern.compile("-?\\d+([.,]\\d+)?");

	private static final Pattern VERSION = Pattern.compile("[vV](\\d+(\\.\\d+)*)");

	private static final Set<String> NOT_A_COUNT = Set.of("the", "this", "that", "which", "no", "any", "every", "some",
			"my", "new", "another");

	private static final Map<String, String> DOLLARS = Map.of("us", "usd", "canadian", "cad", "australian", "aud");

	private final List<Item> items;

	private final boolean[] used;

	private final boolean continental;

	private final List<Quantity> quantities = new ArrayList<>();

	private QuantityReader(List<Item> items, boolean[] used, boolean continental) {
		this.items = items;
		this.used = used;
		this.continental = continental;
	}

	/**
	 * Reads the quantities and marks the items they are made of.
	 * @param items the items of a question
	 * @param used which items are taken; changed
	 * @param continental whether a comma separates the decimals
	 * @return the quantities
	 */
	static List<Quantity> read(List<Item> items, boolean[] used, boolean continental) {
		QuantityReader reader = new QuantityReader(items, used, continental);
		int at = 0;
		while (at < items.size()) {
			at = used[at] ? at + 1 : reader.at(at);
		}
		return reader.quantities;
	}

	private int at(int index) {
		Item item = this.items.get(index);
		String text = item.token().text();
		if (item.token().is(Token.Kind.NUMBER)) {
			return number(index, index + 1, value(text), text);
		}
		if (item.token().is(Token.Kind.CODE) && VERSION.matcher(text).matches()) {
			return number(index, index + 1, null, text.substring(1));
		}
		if (item.token().is(Token.Kind.SYMBOL)) {
			return unitOnly(index, text);
		}
		if (!item.word()) {
			return index + 1;
		}
		return words(index, item);
	}

	private int words(int index, Item item) {
		String value = item.phrase() ? null : NumberWords.value(item.lower());
		if (value != null && !(item.is("one") && NOT_A_COUNT.contains(lower(index - 1)))) {
			return spoken(index, value);
		}
		if (item.is("quarter") && lower(index + 1).equals("of")) {
			Unit unit = NumberWords.unit(lower(index + 3));
			if (unit != null) {
				return add(index, index + 4, unit, BigDecimal.valueOf(0.25), "");
			}
		}
		Unit unit = NumberWords.unit(item.lower());
		if (unit != null && Words.oneOf(lower(index - 1), "a", "an") && lower(index + 1).equals("and")
				&& lower(index + 3).equals("half")) {
			return add(index, index + 4, unit, BigDecimal.valueOf(1.5), "");
		}
		return unitOnly(index, item.lower());
	}

	private int spoken(int index, String first) {
		char kind = first.charAt(0);
		if (kind == '#') {
			if (lower(index).equals("second") && index > 0 && this.used[index - 1]) {
				return index + 1;
			}
			return ranked(index, first.substring(1));
		}
		if (kind == '*') {
			this.used[index] = true;
			this.quantities.add(quantity("times", first.substring(1), index, index + 1, null));
			return index + 1;
		}
		if (first.equals("0.5")) {
			int at = Words.oneOf(lower(index + 1), "a", "an") ? index + 2 : index + 1;
			Unit unit = NumberWords.unit(lower(at));
			return (unit != null) ? add(index, at + 1, unit, BigDecimal.valueOf(0.5), "") : index + 1;
		}
		BigDecimal total = BigDecimal.ZERO;
		BigDecimal group = (kind == 'x') ? BigDecimal.ONE : BigDecimal.ZERO;
		int at = index;
		while (at < this.items.size()) {
			String value = NumberWords.value(lower(at));
			if (value == null && lower(at).equals("and") && at > index && NumberWords.value(lower(at + 1)) != null
					&& magnitude(lower(at - 1))) {
				at++;
				continue;
			}
			if (value == null || "#*".indexOf(value.charAt(0)) >= 0) {
				break;
			}
			if (value.charAt(0) == 'x') {
				BigDecimal factor = new BigDecimal(value.substring(1));
				group = group.signum() == 0 ? factor : group.multiply(factor);
				if (factor.intValue() >= 1000) {
					total = total.add(group);
					group = BigDecimal.ZERO;
				}
			}
			else {
				BigDecimal next = new BigDecimal(value);
				if (group.signum() > 0 && group.intValue() % 10 != 0) {
					break;
				}
				group = group.add(next);
			}
			at++;
		}
		BigDecimal value = total.add(group);
		if (lower(at).equals("and") && lower(at + 2).equals("half")) {
			value = value.add(BigDecimal.valueOf(0.5));
			at += 3;
		}
		return number(index, at, value, plain(value));
	}

	private static boolean magnitude(String word) {
		String value = NumberWords.value(word);
		return value != null && value.charAt(0) == 'x';
	}

	private int ranked(int index, String rank) {
		this.used[index] = true;
		this.quantities.add(quantity("ordinal", rank, index, index + 1, noun(index + 1)));
		return index + 1;
	}

	private int number(int index, int end, @Nullable BigDecimal parsed, String text) {
		BigDecimal value = parsed;
		if (Words.oneOf(lower(end), "st", "nd", "rd", "th")) {
			this.used[end] = true;
			return Math.max(ranked(index, text), end + 1);
		}
		String factor = NumberWords.value(lower(end));
		while (value != null && factor != null && factor.charAt(0) == 'x') {
			value = value.multiply(new BigDecimal(factor.substring(1)));
			factor = NumberWords.value(lower(++end));
		}
		int first = index;
		if (lower(index - 1).equals("minus")) {
			value = (value != null) ? value.negate() : null;
			first = index - 1;
		}
		int unitAt = end;
		if (lower(unitAt).equals("°") || Words.oneOf(lower(unitAt), "degree", "degrees")) {
			unitAt += NumberWords.unit("°" + lower(unitAt + 1)) != null || NumberWords.unit(lower(unitAt + 1)) != null
					? 1 : 0;
		}
		Unit unit = unit(unitAt);
		if (unit != null && value != null) {
			return add(first, unitAt + 1 + dollars(unitAt), unit, value, text);
		}
		Unit before = (index > 0) ? NumberWords.unit(lower(index - 1)) : null;
		if (before != null && value != null && this.items.get(index - 1).token().is(Token.Kind.SYMBOL)) {
			this.quantities.removeIf((known) -> known.start() == this.items.get(index - 1).token().start());
			return add(index - 1, end, before, value, text);
		}
		String noun = noun(end);
		boolean names = noun == null || text.indexOf('.') > 0;
		String key = (value == null || names) ? text : plain(value);
		if (noun == null && index > 0 && this.items.get(index - 1).word()) {
			noun = this.items.get(index - 1).lemma();
		}
		mark(first, end);
		this.quantities.add(quantity("", key, first, end, noun));
		return end;
	}

	private int dollars(int index) {
		return DOLLARS.containsKey(lower(index)) ? 1 : 0;
	}

	private @Nullable Unit unit(int index) {
		String currency = DOLLARS.get(lower(index));
		if (currency != null && lower(index + 1).startsWith("dollar")) {
			return NumberWords.unit(currency);
		}
		Unit scaled = NumberWords.unit("°" + lower(index));
		return (scaled != null) ? scaled : NumberWords.unit(lower(index));
	}

	private int unitOnly(int index, String name) {
		Unit unit = unit(index);
		boolean asked = unit != null
				&& (currency(unit) || Words.oneOf(lower(index - 1), "in", "many", "to", "into", "per", "@count"));
		if (unit != null && asked && !Set.of("time", "month", "percent").contains(unit.dimension())) {
			int end = index + 1 + dollars(index);
			mark(index, end);
			this.quantities.add(quantity(currency(unit) ? unit.dimension() : unit.dimension() + '*' + unit.factor(), "",
					index, end, null));
			return end;
		}
		return index + 1;
	}

	private static boolean currency(Unit unit) {
		return NumberWords.CURRENCIES.contains(unit.dimension());
	}

	private int add(int first, int end, Unit unit, BigDecimal value, String text) {
		BigDecimal base = value.multiply(BigDecimal.valueOf(unit.factor()));
		mark(first, end);
		this.quantities.add(quantity(unit.dimension(), plain(base), first, end, noun(end)));
		return end;
	}

	private void mark(int first, int end) {
		for (int i = first; i < Math.min(end, this.used.length); i++) {
			this.used[i] = true;
		}
	}

	private Quantity quantity(String dimension, String value, int first, int end, @Nullable String noun) {
		int last = Math.min(end, this.items.size()) - 1;
		return new Quantity(dimension, value, noun, this.items.get(first).token().start(),
				this.items.get(last).token().end());
	}

	private @Nullable String noun(int index) {
		int at = lower(index).equals("of") ? index + 1 : index;
		while (at < this.items.size() && FunctionWords.determiner(lower(at))) {
			at++;
		}
		if (at >= this.items.size() || !this.items.get(at).word() || this.items.get(at).mark()
				|| FunctionWords.function(this.items.get(at).lemma())) {
			return null;
		}
		return this.items.get(at).lemma();
	}

	private @Nullable BigDecimal value(String text) {
		if (!this.continental && THOUSANDS.matcher(text).matches()) {
			return new BigDecimal(text.replace(",", ""));
		}
		if (this.continental && THOUSANDS_CONTINENTAL.matcher(text).matches()) {
			return new BigDecimal(text.replace(".", "").replace(',', '.'));
		}
		return DECIMAL.matcher(text).matches() ? new BigDecimal(text.replace(',', '.')) : null;
	}

	private static String plain(BigDecimal value) {
		BigDecimal rounded = value.round(MathContext.DECIMAL32).stripTrailingZeros();
		return (rounded.signum() == 0) ? "0" : rounded.toPlainString();
	}

	private String lower(int index) {
		return (index >= 0 && index < this.items.size()) ? this.items.get(index).lower() : "";
	}

}
