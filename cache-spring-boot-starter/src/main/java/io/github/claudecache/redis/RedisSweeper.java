package io.github.claudecache.redis;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.EntryKey;
import io.lettuce.core.protocol.AsyncCommand;

/**
 * Gives back the memory of what an invalidation has voided. It goes on in small steps
 * with pauses between them, so that lookups hardly notice. Stopping anywhere loses
 * nothing but memory, until it expires.
 */
final class RedisSweeper {

	// A step keeps the server busy for about a tenth of a millisecond.
	private static final int SWEPT_AT_ONCE = 32;

	private static final long GRAVEYARD_SECONDS = 3600;

	private static final long KEPT = 2;

	private final CommandSink sink;

	private final RedisKeys keys;

	private final RedisLedgers ledgers;

	private final RedisIndex index;

	private final InstantSource clock;

	// Begins a sweep, after the invalidation has returned.
	private final Executor starter;

	// Goes on with a sweep after a pause.
	private final Executor pause;

	private final Set<CompletableFuture<Void>> sweeps = ConcurrentHashMap.newKeySet();

	RedisSweeper(CommandSink sink, RedisKeys keys, RedisLedgers ledgers, RedisIndex index, InstantSource clock,
			Executor starter, Executor pause) {
		this.sink = sink;
		this.keys = keys;
		this.ledgers = ledgers;
		this.index = index;
		this.clock = clock;
		this.starter = starter;
		this.pause = pause;
	}

	/**
	 * Begins to sweep what carries a tag and is older than a stamp.
	 */
	void start(TenantId tenant, Set<Tag> tags, long stamp) {
		CompletableFuture<Void> sweep = new CompletableFuture<>();
		this.sweeps.add(sweep);
		sweep.whenComplete((done, error) -> this.sweeps.remove(sweep));
		try {
			this.starter.execute(() -> this.ledgers.standing(this.sink, tenant, Set.of())
				.thenCompose((standing) -> sweep(tenant, tags, standing.tenant().era(), stamp))
				.whenComplete((done, error) -> sweep.complete(null)));
		}
		catch (RejectedExecutionException ex) {
			// The store is being closed: what it has voided ends by itself.
			sweep.complete(null);
		}
	}

	/**
	 * Completes when the sweeps that run now have ended, well or not.
	 */
	CompletableFuture<Void> swept() {
		return CompletableFuture.allOf(this.sweeps.toArray(CompletableFuture[]::new));
	}

	private CompletableFuture<Void> sweep(TenantId tenant, Set<Tag> tags, long era, long stamp) {
		CompletableFuture<Void> swept = CompletableFuture.completedFuture(null);
		for (Tag tag : tags) {
			if (!RedisIndex.isEntryTag(tag)) {
				swept = swept.thenCompose((done) -> sweep(tenant, tag, era, stamp));
			}
		}
		return swept;
	}

	private CompletableFuture<Void> sweep(TenantId tenant, Tag tag, long era, long stamp) {
		List<Long> buckets = this.keys.liveBuckets(this.clock.instant());
		String nonce = UUID.randomUUID().toString();
		List<byte[]> names = new ArrayList<>();
		buckets.forEach((bucket) -> names.add(this.keys.index(tenant, tag, bucket)));
		buckets.forEach((bucket) -> names.add(this.keys.graveyard(tenant, nonce + ":" + bucket)));
		return RedisScript.BURY.text(this.sink, names, List.of(Commands.number(GRAVEYARD_SECONDS)))
			.thenCompose((buried) -> {
				CompletableFuture<Void> reaped = CompletableFuture.completedFuture(null);
				for (String number : Commands.text(buried).split(",")) {
					if (!number.isEmpty()) {
						int position = Integer.parseInt(number) - 1;
						byte[] grave = names.get(buckets.size() + position);
						reaped = reaped
							.thenCompose((done) -> reapAll(tenant, tag, buckets.get(position), grave, era, stamp));
					}
				}
				return reaped;
			});
	}

	private CompletableFuture<Void> reapAll(TenantId tenant, Tag tag, long bucket, byte[] grave, long era, long stamp) {
		AsyncCommand<byte[], byte[], List<byte[]>> some = Commands.spop(grave, SWEPT_AT_ONCE);
		this.sink.send(List.of(some));
		return some.toCompletableFuture().thenCompose((members) -> {
			if (members.isEmpty()) {
				return CompletableFuture.completedFuture(null);
			}
			CompletableFuture<?>[] reaped = members.stream()
				.map((member) -> reap(tenant, tag, bucket, member, era, stamp))
				.toArray(CompletableFuture[]::new);
			CompletableFuture<Void> step = CompletableFuture.allOf(reaped);
			return (members.size() < SWEPT_AT_ONCE) ? step
					: step.thenCompose((done) -> CompletableFuture.runAsync(() -> {
					}, this.pause)).thenCompose((done) -> reapAll(tenant, tag, bucket, grave, era, stamp));
		});
	}

	private CompletableFuture<?> reap(TenantId tenant, Tag tag, long bucket, byte[] member, long era, long stamp) {
		EntryKey key = RedisIndex.key(tenant, member);
		return RedisScript.REAP
			.integer(this.sink, List.of(this.keys.entry(key)), List.of(Commands.number(era), Commands.number(stamp)))
			.thenCompose((outcome) -> (outcome != KEPT) ? CompletableFuture.completedFuture(outcome)
					: this.index.add(tenant, bucket, member, List.of(tag)));
	}

}
