package io.github.claudecache.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Writes invalidations. What could not be confirmed is an error for its caller; until it
 * has been sent again with success, this node treats its tags as void.
 * <p>
 * If replicas must have an invalidation too, {@code WAIT} follows the script on the same
 * connection: it counts what its own connection has written, and nothing else. It also
 * keeps its connection busy, so then the link has to be one that nothing else uses.
 */
final class RedisInvalidations {

	private final RedisLink link;

	private final RedisLedgers ledgers;

	private final RedisSettings settings;

	private final PendingInvalidations pending = new PendingInvalidations();

	private final AtomicBoolean resending = new AtomicBoolean();

	RedisInvalidations(RedisLink link, RedisLedgers ledgers, RedisSettings settings) {
		this.link = link;
		this.ledgers = ledgers;
		this.settings = settings;
	}

	/**
	 * Writes one stamp.
	 * @return the outcome; fails if it could not be confirmed
	 */
	CompletableFuture<Invalidation> apply(InvalidationScope scope, Set<Tag> tags) {
		return write(scope, tags).whenComplete((applied, error) -> {
			if (error != null) {
				this.pending.add(scope, tags);
				this.link.later(this::resend);
			}
		});
	}

	/**
	 * What the ledgers say, and what this node knows that they do not say yet.
	 */
	Standing over(Standing standing, TenantId tenant, Set<Tag> tags) {
		return this.pending.over(standing, tenant, tags);
	}

	/**
	 * What is wrong; {@code null} if nothing is.
	 */
	@Nullable String trouble() {
		int unconfirmed = this.pending.size();
		return (unconfirmed > 0) ? unconfirmed + " invalidations are not confirmed yet" : null;
	}

	private CompletableFuture<Invalidation> write(InvalidationScope scope, Set<Tag> tags) {
		int replicas = this.settings.replicas();
		Duration limit = this.settings.invalidationTimeout();
		return this.link.insist((replicas == 0) ? limit : limit.multipliedBy(2), (sink) -> this.ledgers
			.invalidate(sink, scope, tags)
			.thenCompose((written) -> (replicas == 0)
					? CompletableFuture.completedFuture(outcome(scope, tags, written, Invalidation.NO_REPLICAS_ASKED))
					: this.ledgers.replicated(sink, scope, replicas, limit)
						.thenApply((count) -> outcome(scope, tags, written, confirmed(count, replicas)))));
	}

	private static int confirmed(long count, int required) {
		if (count < required) {
			throw new RedisUnavailableException("The master has the invalidation, but only " + count + " of " + required
					+ " replicas confirmed it in time: a failover could lose it");
		}
		return (int) count;
	}

	private static Invalidation outcome(InvalidationScope scope, Set<Tag> tags, RedisLedgers.Written written,
			int replicas) {
		return new Invalidation(Invalidation.Status.APPLIED, scope, tags, written.stamp(), -1, written.widened(),
				replicas);
	}

	/**
	 * Sends again what is not confirmed, now and then until nothing is left.
	 */
	void resend() {
		if (this.pending.size() == 0 || !this.resending.compareAndSet(false, true)) {
			return;
		}
		CompletableFuture<?>[] sent = this.pending.all()
			.entrySet()
			.stream()
			.map((failed) -> write(failed.getKey().scope(), failed.getKey().tags())
				.thenAccept((applied) -> this.pending.applied(failed.getKey(), failed.getValue())))
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(sent).whenComplete((done, error) -> {
			this.resending.set(false);
			if (this.pending.size() > 0) {
				this.link.later(this::resend);
			}
		});
	}

}
