package io.github.claudecache.audit;

import java.time.Duration;

/**
 * How much is audited, and when a cache is closed.
 *
 * @param exactRate the share of exact hits that is audited, from 0 to 1
 * @param semanticRate the share of hits by another wording that is audited, from 0 to 1
 * @param trialRate the same during a trial
 * @param perMinute how many answers are audited in a minute at most, not negative
 * @param atATime how many calls of the audit are on their way at most, positive
 * @param deadline how long a call or a comparison may take, positive
 * @param window over how long wrong answers are counted, at least a minute
 * @param budget the share of wrong answers among those to other wordings that a cache may
 * serve, above 0 and below 1
 * @param confidence how sure it must be that the budget is exceeded, from 0.5 to below 1
 * @param coolDown how long a cache stays closed before its trial, positive
 * @since 0.1.0
 */
public record AuditSettings(double exactRate, double semanticRate, double trialRate, int perMinute, int atATime,
		Duration deadline, Duration window, double budget, double confidence, Duration coolDown) {

	private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

	/**
	 * One exact hit of a thousand and one of fifty by another wording, every second one
	 * during a trial; ten a minute, two at a time, for up to a minute each; counted over
	 * a day; 2 % may be wrong, and it must be 95 % sure that more are; an hour's pause.
	 */
	public static final AuditSettings DEFAULT = new AuditSettings(0.001, 0.02, 0.5, 10, 2, Duration.ofMinutes(1),
			Duration.ofDays(1), 0.02, 0.95, Duration.ofHours(1));

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public AuditSettings {
		require(share(exactRate) && share(semanticRate) && share(trialRate), "A rate must be from 0 to 1");
		require(perMinute >= 0, "The number per minute must not be negative");
		require(atATime > 0, "The number at a time must be positive");
		require(positive(deadline) && positive(coolDown), "The deadline and the pause must be positive");
		require(window.compareTo(SHORTEST_WINDOW) >= 0, "The window must be at least a minute");
		require(budget > 0 && budget < 1, "The budget must be above 0 and below 1");
		require(confidence >= 0.5 && confidence < 1, "The confidence must be from 0.5 to below 1");
	}

	private static void require(boolean met, String message) {
		if (!met) {
			throw new IllegalArgumentException(message);
		}
	}

	private static boolean share(double rate) {
		return rate >= 0 && rate <= 1;
	}

	private static boolean positive(Duration duration) {
		return !duration.isZero() && !duration.isNegative();
	}

}
