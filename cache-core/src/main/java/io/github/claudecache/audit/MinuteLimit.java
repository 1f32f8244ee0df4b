package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets so many through in a minute. Safe for use by many threads.
 */
final class MinuteLimit {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final int most;

	private final AtomicReference<Minute> minute = new AtomicReference<>(new Minute(Instant.MIN, 0));

	MinuteLimit(int most) {
		this.most = most;
	}

	boolean admits(Instant now) {
		while (true) {
			Minute known = this.minute.get();
			boolean over = !now.isBefore(known.begun().plus(MINUTE));
			Minute next = over ? new Minute(now, 1) : new Minute(known.begun(), known.admitted() + 1);
			if (next.admitted() > this.most) {
				return false;
			}
			if (this.minute.compareAndSet(known, next)) {
				return true;
			}
		}
	}

	private record Minute(Instant begun, int admitted) {
	}

}
