package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Says what is wrong with the value of a property.
 */
@FunctionalInterface
interface ValueCheck {

	/**
	 * Any value of the property's type is right.
	 */
	ValueCheck NONE = (text, value) -> null;

	/**
	 * A number without a unit.
	 */
	Pattern NUMBER = Pattern.compile("[+-]?\\d+");

	/**
	 * Finds out what is wrong.
	 * @param text the value as text, with placeholders resolved
	 * @param value the value in the property's type
	 * @return a sentence, or {@code null} if nothing is wrong
	 */
	@Nullable String problem(String text, Object value);

	/**
	 * A whole number between two bounds.
	 * @param min the lowest value
	 * @param max the highest value
	 * @return the check
	 */
	static ValueCheck between(int min, int max) {
		return (text, value) -> outside((int) value < min, (int) value > max, String.valueOf(min), String.valueOf(max));
	}

	/**
	 * A finite number between two bounds.
	 * @param min the lowest value
	 * @param max the highest value
	 * @return the check
	 */
	static ValueCheck between(double min, double max) {
		return (text, value) -> ((double) value >= min && (double) value <= max) ? null
				: "It is not a number from " + min + " to " + max + ".";
	}

	/**
	 * A size between two bounds.
	 * @param min the smallest size
	 * @param max the largest size
	 * @return the check
	 */
	static ValueCheck sizeBetween(String min, String max) {
		DataSize smallest = DataSize.parse(min);
		DataSize largest = DataSize.parse(max);
		return (text, value) -> outside(((DataSize) value).compareTo(smallest) < 0,
				((DataSize) value).compareTo(largest) > 0, min, max);
	}

	/**
	 * A duration with a unit between two bounds. Spring Boot takes a number without a
	 * unit as milliseconds, which nobody means who writes {@code ttl=5}.
	 * @param min the shortest duration
	 * @param max the longest duration
	 * @return the check
	 */
	static ValueCheck durationBetween(String min, String max) {
		Duration shortest = DurationStyle.detectAndParse(min);
		Duration longest = DurationStyle.detectAndParse(max);
		return (text, value) -> {
			if (NUMBER.matcher(text.strip()).matches()) {
				return "It has no unit and would be taken as milliseconds.";
			}
			return outside(((Duration) value).compareTo(shortest) < 0, ((Duration) value).compareTo(longest) > 0, min,
					max);
		};
	}

	/**
	 * A text that matches a pattern.
	 * @param pattern the pattern
	 * @param otherwise a sentence for a text that does not
	 * @return the check
	 */
	static ValueCheck matching(String pattern, String otherwise) {
		Pattern compiled = Pattern.compile(pattern);
		return (text, value) -> compiled.matcher(text).matches() ? null : otherwise;
	}

	/**
	 * A value that the core accepts.
	 * @param <T> the type of the property
	 * @param use throws {@link IllegalArgumentException} when the value is wrong
	 * @return the check
	 */
	@SuppressWarnings("unchecked")
	static <T> ValueCheck acceptedBy(Consumer<T> use) {
		return (text, value) -> {
			try {
				use.accept((T) value);
				return null;
			}
			catch (IllegalArgumentException ex) {
				return Printable.of(String.valueOf(ex.getMessage())) + ".";
			}
		};
	}

	private static @Nullable String outside(boolean below, boolean above, String min, String max) {
		if (below) {
			return "It is less than " + min + ".";
		}
		return above ? "It is more than " + max + "." : null;
	}

}
