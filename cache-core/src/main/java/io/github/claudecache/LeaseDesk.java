package io.github.claudecache;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.claudecache.flight.Flight;
import io.github.claudecache.flight.FlightLeases;
import io.github.claudecache.freshness.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Lets the leaders of all processes ask Claude one after another, so that the first
 * answer serves them all. A leader that waits looks for the answer again and again. It
 * asks without a lease when the wait gets too long or the store is away.
 */
final class LeaseDesk {

	// Between two looks of a leader that waits: short beside a call of Claude. Each waits
	// between half of it and all of it, so that not all processes look at one moment.
	private static final long LOOK_MILLIS = 50;

	// A flight that is never ended must not hold its lease for ever.
	private static final Duration LONGEST = Duration.ofMinutes(10);

	private final FlightLeases leases;

	private final Duration term;

	private final Duration waitLimit;

	LeaseDesk(FlightLeases leases, Duration term, Duration waitLimit) {
		this.leases = leases;
		this.term = term;
		this.waitLimit = waitLimit;
	}

	/**
	 * Waits for the lease.
	 * @param flight the leader's flight, which ends the lease when it lands
	 * @param standing what the ledgers said
	 * @param look reads again; completes with {@code null} if the answer is there
	 * @return whether the leader may have to ask: {@code false} if the answer is there
	 */
	CompletableFuture<Boolean> acquire(Flight flight, Standing standing,
			Supplier<CompletableFuture<@Nullable Standing>> look) {
		return acquire(flight, UUID.randomUUID().toString(), standing, look,
				System.nanoTime() + this.waitLimit.toNanos());
	}

	private CompletableFuture<Boolean> acquire(Flight flight, String owner, Standing standing,
			Supplier<CompletableFuture<@Nullable Standing>> look, long deadline) {
		return this.leases.acquire(flight.key(), owner, standing, this.term).handle((left, error) -> {
			if (error != null) {
				return CompletableFuture.completedFuture(true);
			}
			if (left.isZero()) {
				hold(flight, owner);
				// Between the leader's first look and the lease another one may have
				// finished.
				return look.get().thenApply((now) -> now != null);
			}
			if (System.nanoTime() - deadline > 0) {
				return CompletableFuture.completedFuture(true);
			}
			return pause(left, owner).thenCompose((waited) -> look.get())
				.thenCompose((now) -> (now == null) ? CompletableFuture.completedFuture(false)
						: acquire(flight, owner, now, look, deadline));
		}).thenCompose((next) -> next).toCompletableFuture();
	}

	private void hold(Flight flight, String owner) {
		renewLater(flight, owner, System.nanoTime() + LONGEST.toNanos());
		flight.landing().whenComplete((landing, error) -> this.leases.end(flight.key(), owner));
	}

	private void renewLater(Flight flight, String owner, long deadline) {
		later(this.term.dividedBy(3).toMillis()).execute(() -> {
			if (!flight.landing().isDone() && System.nanoTime() - deadline < 0) {
				this.leases.renew(flight.key(), owner, this.term).whenComplete((mine, error) -> {
					if (error != null || mine) {
						renewLater(flight, owner, deadline);
					}
				});
			}
		});
	}

	private static CompletableFuture<Void> pause(Duration left, String owner) {
		long longest = Math.min(left.toMillis(), LOOK_MILLIS) + 1;
		long millis = longest / 2 + Math.floorMod(owner.hashCode(), longest / 2 + 1);
		return CompletableFuture.runAsync(() -> {
		}, later(millis));
	}

	private static Executor later(long millis) {
		return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run);
	}

}
