package io.github.claudecache.judgement.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.claudecache.judgement.language.Moment.Field;
import org.jspecify.annotations.Nullable;

/**
 * Finds dates and times of day in every usual notation and takes them apart, so that only
 * what both questions name is compared.
 */
final class MomentReader {

	private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");

	private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[./](\\d{1,2})(?:[./](\\d{2,4}))?");

	private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})");

	private static final Pattern QUARTER = Pattern.compile("[qQ][1-4]");

	private static final Map<String, Name> NAMES = new HashMap<>();

	private static final int NOON = 12 * 60;

	static {
		for (String line : Resources.lines("moments.txt")) {
			int colon = line.indexOf(':');
			String[] head = line.substring(0, colon).split(" ");
			for (String name : line.substring(colon + 1).trim().split("\\s+")) {
				NAMES.putIfAbsent(name, new Name(head[0], Integer.parseInt(head[1])));
			}
		}
	}

	private final List<Item> items;

	private final boolean[] used;

	private final List<Moment> moments = new ArrayList<>();

	private MomentReader(List<Item> items, boolean[] used) {
		this.items = items;
		this.used = used;
	}

	/**
	 * Reads the moments and marks the items they are made of.
	 * @param items the items of a question
	 * @param used which items are taken; changed
	 * @return the moments
	 */
	static List<Moment> read(List<Item> items, boolean[] used) {
		MomentReader reader = new MomentReader(items, used);
		for (int i = 0; i < items.size(); i++) {
			if (!used[i]) {
				reader.at(i);
			}
		}
		return reader.moments;
	}

	private void at(int index) {
		Item item = this.items.get(index);
		String text = item.token().text();
		if (item.token().is(Token.Kind.NUMBER)) {
			digits(index, text);
		}
		else if (item.token().is(Token.Kind.CODE) && QUARTER.matcher(text).matches()) {
			add(Field.QUARTER, text.charAt(1) - '0', index, index);
			year(index + 1, index);
		}
		else if (item.word()) {
			word(index, item);
		}
	}

	private void digits(int index, String text) {
		Matcher iso = ISO.matcher(text);
		if (iso.matches()) {
			date(index, iso.group(3), iso.group(2), iso.group(1));
			return;
		}
		Matcher clock = CLOCK.matcher(text);
		if (clock.matches()) {
			clock(index, index, Integer.parseInt(clock.group(1)), Integer.parseInt(clock.group(2)),
					text.startsWith("0"));
			return;
		}
		Matcher day = DAY_FIRST.matcher(text);
		if (day.matches() && (day.group(3) != null || text.contains("/"))) {
			boolean monthFirst = Integer.parseInt(day.group(2)) > 12;
			date(index, day.group(monthFirst ? 2 : 1), day.group(monthFirst ? 1 : 2), day.group(3));
			return;
		}
		if (Words.digits(text, 2) && (afternoon(index + 1) || partFollows(index + 1))) {
			clock(index, index, Integer.parseInt(text), 0, false);
		}
		else if (Words.year(text)
				&& (index == 0
						|| Words.oneOf(this.items.get(index - 1).lower(), "in", "of", "since", "for", "until", "by"))
				&& NumberWords.unit(lower(index + 1)) == null) {
			add(Field.YEAR, Integer.parseInt(text), index, index);
		}
	}

	private void date(int index, String day, String month, @Nullable String year) {
		add(Field.DATE, Integer.parseInt(day), index, index);
		add(Field.MONTH, Integer.parseInt(month), index, index);
		if (year != null) {
			int value = Integer.parseInt(year);
			add(Field.YEAR, (value < 100) ? 2000 + value : value, index, index);
		}
	}

	private void word(int index, Item item) {
		Name name = NAMES.get(item.lower());
		if (name == null) {
			spoken(index, item);
			return;
		}
		switch (name.kind) {
			case "month" -> month(index, item, name.value);
			case "weekday" -> add(Field.WEEKDAY, name.value, index, index);
			case "day" -> {
				add(Field.DAY, name.value, index, index);
				if (item.is("tonight")) {
					add(Field.PART, 3, index, index);
				}
			}
			case "part" -> add(Field.PART, name.value, index, index);
			case "season" -> {
				if (!item.is("spring") || !lower(index - 1).equals("to")) {
					add(Field.SEASON, name.value, index, index);
				}
			}
			default -> throw new IllegalStateException(name.kind);
		}
	}

	private void month(int index, Item item, int month) {
		int before = index - 1;
		if (lower(before).equals("of") || lower(before).equals("de")) {
			before--;
		}
		if (Words.oneOf(lower(before), "st", "nd", "rd", "th", ".")) {
			before--;
		}
		int after = index + 1;
		Integer day = day(before);
		int first = before;
		if (day == null) {
			first = index;
			day = day(after);
			if (day != null) {
				after++;
				after += Words.oneOf(lower(after), "st", "nd", "rd", "th") ? 1 : 0;
			}
		}
		boolean plainWord = Words.oneOf(item.lower(), "may", "march", "mar", "sep");
		if (day == null && plainWord
				&& !Words.oneOf(lower(index - 1), "in", "since", "until", "by", "last", "next", "this", "of")) {
			return;
		}
		add(Field.MONTH, month, first, index);
		if (day != null) {
			add(Field.DATE, day, first, after - 1);
		}
		if (lower(after).equals(",") || lower(after).equals("of") || lower(after).equals("de")) {
			after++;
		}
		year(after, first);
	}

	private @Nullable Integer day(int index) {
		if (index < 0 || index >= this.items.size() || this.used[index]) {
			return null;
		}
		Item item = this.items.get(index);
		String text = item.token().text();
		if (item.token().is(Token.Kind.NUMBER) && Words.digits(text, 2)) {
			int value = Integer.parseInt(text);
			return (value >= 1 && value <= 31) ? value : null;
		}
		String value = NumberWords.value(item.lower());
		return (value != null && value.startsWith("#")) ? Integer.valueOf(value.substring(1)) : null;
	}

	private void year(int index, int first) {
		int at = lower(index).equals("of") ? index + 1 : index;
		if (at < this.items.size() && Words.year(this.items.get(at).token().text())) {
			add(Field.YEAR, Integer.parseInt(this.items.get(at).token().text()), first, at);
		}
	}

	/** Half past seven, six in the evening, last month, first quarter. */
	private void spoken(int index, Item item) {
		String lower = item.lower();
		if (lower.equals("half") && lower(index + 1).equals("past")) {
			hourOf(index + 2, index, 30);
		}
		else if (lower.equals("quarter") && Words.oneOf(lower(index + 1), "past", "to")) {
			hourOf(index + 2, index, lower(index + 1).equals("past") ? 15 : -15);
		}
		else if (lower.equals("quarter")) {
			Integer rank = day(index - 1);
			if (rank != null && rank <= 4) {
				add(Field.QUARTER, rank, index - 1, index);
				year(index + 1, index - 1);
			}
		}
		else if (Words.oneOf(item.lemma(), "month", "week", "year", "night")) {
			relative(index, item.lemma());
		}
		else {
			String value = NumberWords.value(lower);
			if (value != null && Words.digits(value, value.length()) && partFollows(index + 1)) {
				hourOf(index, index, 0);
			}
		}
	}

	private void relative(int index, String unit) {
		int shift = switch (lemma(index - 1)) {
			case "last" -> -1;
			case "next" -> 1;
			case "this", "current" -> 0;
			default -> Integer.MIN_VALUE;
		};
		if (shift != Integer.MIN_VALUE) {
			add(switch (unit) {
				case "month" -> Field.RELATIVE_MONTH;
				case "week" -> Field.WEEK;
				case "year" -> Field.RELATIVE_YEAR;
				default -> Field.DAY;
			}, shift, index - 1, index);
		}
	}

	private void hourOf(int index, int first, int minutes) {
		String value = (index < this.items.size()) ? NumberWords.value(lower(index)) : null;
		String digits = (value != null) ? value : lower(index);
		if (Words.digits(digits, 2)) {
			clock(first, index, Integer.parseInt(digits), minutes, false);
		}
	}

	private void clock(int first, int last, int hours, int minutes, boolean leadingZero) {
		if (hours > 24 || minutes > 59) {
			return;
		}
		int total = hours * 60 + minutes;
		int end = last;
		Integer half = (leadingZero) ? Integer.valueOf(0) : (hours > 12) ? Integer.valueOf(1) : null;
		if (afternoon(last + 1)) {
			half = lower(last + 1).startsWith("p") ? 1 : 0;
			end = last + 1;
		}
		else {
			int part = partAfter(last + 1);
			if (part >= 0) {
				Name name = NAMES.get(lower(part));
				half = (name != null && name.value == 1) ? 0 : 1;
				end = part;
			}
		}
		add(Field.CLOCK, Math.floorMod(total, NOON), first, end);
		if (half != null) {
			add(Field.HALF, half, first, end);
		}
	}

	private boolean afternoon(int index) {
		return Words.oneOf(lower(index), "am", "pm", "a.m", "p.m");
	}

	private boolean partFollows(int index) {
		return partAfter(index) >= 0;
	}

	private int partAfter(int index) {
		int at = index;
		while (at < index + 2 && Words.oneOf(lower(at), "in", "the", "at", "o'clock", "this")) {
			at++;
		}
		Name name = NAMES.get(lower(at));
		boolean part = name != null && (name.kind.equals("part") || lower(at).equals("tonight"));
		return part && !Words.oneOf(lower(at), "noon", "midnight") ? at : -1;
	}

	private void add(Field field, int value, int first, int last) {
		this.moments
			.add(new Moment(field, value, this.items.get(first).token().start(), this.items.get(last).token().end()));
		for (int i = first; i <= last; i++) {
			this.used[i] = true;
		}
	}

	private String lower(int index) {
		return (index >= 0 && index < this.items.size()) ? this.items.get(index).lower().toLowerCase(Locale.ROOT) : "";
	}

	private String lemma(int index) {
		return (index >= 0 && index < this.items.size()) ? this.items.get(index).lemma() : "";
	}

	/**
	 * A name of a month, a day and so on.
	 */
	private record Name(String kind, int value) {
	}

}
