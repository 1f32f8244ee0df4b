package io.github.claudecache.store;

import java.time.Duration;
import java.time.Instant;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.reason.MissReason;
import org.jspecify.annotations.Nullable;

/**
 * What a store found under a key, and what the ledgers say. The ledgers were read after
 * the entry, for the tags of the request and of the entry together.
 *
 * @param entry the entry, if there is one that can be read
 * @param standing what the ledgers say
 * @param fault why an entry that is there could not be read; {@code null} if nothing is
 * wrong
 * @since 0.1.0
 */
public record Reading(@Nullable StoredEntry entry, Standing standing, @Nullable MissReason fault) {

	// Clocks that are kept by NTP agree within some ten milliseconds. Without an
	// allowance
	// an answer could not be shared by a node whose clock is a millisecond behind that of
	// the node which stored it.
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

	/**
	 * Nothing is stored under the key.
	 * @param standing what the ledgers say
	 * @return the reading
	 */
	public static Reading empty(Standing standing) {
		return new Reading(null, standing, null);
	}

	/**
	 * Something is stored under the key.
	 * @param entry the entry
	 * @param standing what the ledgers say
	 * @return the reading
	 */
	public static Reading of(StoredEntry entry, Standing standing) {
		return new Reading(entry, standing, null);
	}

	/**
	 * Why the entry must not be served. This is the only place where that is decided, for
	 * every store.
	 * @param key the key that was asked for
	 * @param now the time of the lookup
	 * @param maxAge the highest age that the request allows, which may be lower than what
	 * was allowed when the entry was stored
	 * @return the first objection, or {@code null} if the entry may be served
	 */
	public @Nullable MissReason objection(EntryKey key, Instant now, Duration maxAge) {
		if (this.fault != null) {
			return this.fault;
		}
		if (this.entry == null) {
			return MissReason.NOT_FOUND;
		}
		if (!this.entry.key().equals(key)) {
			return MissReason.IDENTITY_MISMATCH;
		}
		if (!now.isBefore(this.entry.expires()) || !ageWithin(maxAge, this.entry.answer(), now)) {
			return MissReason.EXPIRED;
		}
		return switch (this.standing.validity(this.entry.stamp())) {
			case VALID -> null;
			case INVALIDATED -> MissReason.INVALIDATED;
			case LEDGER_MISSING -> MissReason.LEDGER_MISSING;
			case ERA_CHANGED -> MissReason.ERA_CHANGED;
			case LEDGER_BEHIND -> MissReason.LEDGER_BEHIND;
		};
	}

	// An entry from further in the future was stored by a clock that was wrong then or is
	// wrong now; its age cannot be told.
	private static boolean ageWithin(Duration maxAge, CachedAnswer answer, Instant now) {
		return !answer.created().isAfter(now.plus(CLOCK_SKEW)) && answer.age(now).compareTo(maxAge) < 0;
	}

}
