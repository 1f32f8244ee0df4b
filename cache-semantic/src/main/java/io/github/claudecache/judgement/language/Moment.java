package io.github.claudecache.judgement.language;

/**
 * One known part of a date or a time of day.
 *
 * @param field which part
 * @param value its value: months, weekdays and quarters from 1; minutes of a clock of
 * twelve hours; days, weeks and months relative to now
 * @param start where it begins in the text, in chars
 * @param end where it ends, exclusive
 * @since 0.1.0
 */
public record Moment(Field field, int value, int start, int end) {

	/**
	 * The parts of a date or time.
	 *
	 * @since 0.1.0
	 */
	public enum Field {

		/** A year. */
		YEAR,

		/** A quarter of a year. */
		QUARTER,

		/** A month. */
		MONTH,

		/** A day of a month. */
		DATE,

		/** A day of the week. */
		WEEKDAY,

		/** Minutes on a clock of twelve hours. */
		CLOCK,

		/** Before or after noon. */
		HALF,

		/** A part of the day: morning, afternoon, evening, night, noon, midnight. */
		PART,

		/** A season. */
		SEASON,

		/** A day relative to today. */
		DAY,

		/** A week relative to this one. */
		WEEK,

		/** A month relative to this one. */
		RELATIVE_MONTH,

		/** A year relative to this one. */
		RELATIVE_YEAR

	}

}
