package io.github.claudecache.testsupport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that moves only when it is told to, forwards or backwards. Safe for use by many
 * threads.
 *
 * @since 0.1.0
 */
public final class MutableClock implements InstantSource {

	private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

	private final AtomicReference<Instant> now;

	/**
	 * Creates a clock that stands at the same arbitrary moment in every run.
	 */
	public MutableClock() {
		this(START);
	}

	/**
	 * Creates a clock.
	 * @param start where it stands at first
	 */
	public MutableClock(Instant start) {
		this.now = new AtomicReference<>(start);
	}

	@Override
	public Instant instant() {
		return this.now.get();
	}

	/**
	 * Moves the clock to a moment.
	 * @param instant the new time; may be earlier than the present one
	 */
	public void set(Instant instant) {
		this.now.set(instant);
	}

	/**
	 * Moves the clock by an amount.
	 * @param amount how far; a negative amount moves it back
	 */
	public void advance(Duration amount) {
		this.now.updateAndGet((present) -> present.plus(amount));
	}

}
