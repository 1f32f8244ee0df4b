package io.github.claudecache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.reason.MissReason;

/**
 * Warns when an entry says that it belongs to somebody else. It was not served, but
 * nothing that this cache does brings it there. Every one is counted; one in a minute is
 * logged, because whatever moves entries may move many.
 */
final class MismatchWarning implements ClaudeCacheListener {

	private static final Logger logger = System.getLogger(MismatchWarning.class.getName());

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final InstantSource clock;

	private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);

	MismatchWarning(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void onEvent(CacheEvent event) {
		if (event instanceof CacheEvent.Missed missed && missed.reason() == MissReason.IDENTITY_MISMATCH) {
			Instant now = this.clock.instant();
			Instant until = this.quietUntil.get();
			if (!now.isBefore(until) && this.quietUntil.compareAndSet(until, now.plus(PAUSE))) {
				logger.log(Level.WARNING,
						() -> "The entry under " + missed.fingerprint()
								+ " says that it belongs to another question, tenant or namespace. It was not served. "
								+ "Find out who copies, renames or restores keys of the cache's store.");
			}
		}
	}

}
