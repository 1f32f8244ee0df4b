package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.flight.FlightLeases;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.store.EntryKey;

/**
 * Leases on Redis, each beside its entry.
 */
final class RedisLeases implements FlightLeases {

	private final RedisLink link;

	private final RedisKeys keys;

	private final Duration limit;

	RedisLeases(RedisLink link, RedisKeys keys, Duration limit) {
		this.link = link;
		this.keys = keys;
		this.limit = limit;
	}

	@Override
	public CompletableFuture<Duration> acquire(EntryKey key, String owner, Standing standing, Duration term) {
		Stamp stamp = standing.capture();
		return this.link.converse(this.limit, (sink) -> RedisScript.LEASE.integer(sink, List.of(this.keys.lease(key)),
				List.of(Commands.bytes(owner), Commands.number(term.toMillis()), Commands.number(stamp.tenantEra()),
						Commands.number(stamp.tenantBorn()), Commands.number(stamp.globalEra()),
						Commands.number(stamp.globalBorn()), Commands.number(standing.tenant().voided()),
						Commands.number(standing.global().voided()))))
			.thenApply(Duration::ofMillis);
	}

	@Override
	public CompletableFuture<Boolean> renew(EntryKey key, String owner, Duration term) {
		return this.link
			.converse(this.limit,
					(sink) -> RedisScript.RENEW_LEASE.integer(sink, List.of(this.keys.lease(key)),
							List.of(Commands.bytes(owner), Commands.number(term.toMillis()))))
			.thenApply((renewed) -> renewed == 1);
	}

	@Override
	public CompletableFuture<Boolean> end(EntryKey key, String owner) {
		return this.link
			.converse(this.limit,
					(sink) -> RedisScript.END_LEASE.integer(sink, List.of(this.keys.lease(key)),
							List.of(Commands.bytes(owner))))
			.thenApply((ended) -> ended == 1);
	}

}
