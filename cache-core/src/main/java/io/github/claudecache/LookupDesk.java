package io.github.claudecache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.flight.Flight;
import io.github.claudecache.flight.Flights;
import io.github.claudecache.flight.Landing;
import io.github.claudecache.flight.Rounds;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.semantic.SemanticTier;
import org.jspecify.annotations.Nullable;

/**
 * What every lookup needs.
 */
record LookupDesk(StoreAccess store, Flights flights, Rounds rounds, TicketOffice office, ClaudeCacheListener listener,
		InstantSource clock, Patience patience, Duration waitLimit, @Nullable LeaseDesk leases,
		@Nullable SemanticTier semantic, HitAudit audit) {

	Instant now() {
		return this.clock.instant();
	}

	void tell(CacheEvent event) {
		this.listener.onEvent(event);
	}

	Ticket ticket(Errand errand) {
		return new Ticket(this.office, errand);
	}

	CompletableFuture<Landing> await(Flight flight) {
		return await(flight.landing());
	}

	<T> CompletableFuture<T> await(CompletableFuture<T> awaited) {
		return this.patience.await(awaited, this.waitLimit);
	}

}
