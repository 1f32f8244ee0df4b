package io.github.claudecache.observation;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.reason.Reason;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one lookup. It has no text of a question, no tenant and no
 * fingerprint. What came of the lookup is there when the observation stops. Not safe for
 * use by several threads at once.
 *
 * @since 0.1.0
 */
public final class LookupObservationContext extends Observation.Context {

	private final String cache;

	private @Nullable Outcome outcome;

	private @Nullable Reason reason;

	private long began;

	/**
	 * Creates a context.
	 * @param cache the name of the cache
	 */
	public LookupObservationContext(String cache) {
		this.cache = cache;
	}

	/**
	 * The name of the cache.
	 * @return the name
	 */
	public String getCache() {
		return this.cache;
	}

	/**
	 * What came of the lookup.
	 * @return the outcome; {@code null} while it lasts, and if it failed
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	/**
	 * Why nothing was served.
	 * @return the reason; {@code null} on a hit
	 */
	public @Nullable Reason getReason() {
		return this.reason;
	}

	void began(long nanoseconds) {
		this.began = nanoseconds;
	}

	long began() {
		return this.began;
	}

	void ended(Outcome outcome, @Nullable Reason reason) {
		this.outcome = outcome;
		this.reason = reason;
	}

}
