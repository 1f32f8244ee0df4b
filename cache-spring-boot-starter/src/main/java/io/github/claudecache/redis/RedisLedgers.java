package io.github.claudecache.redis;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.lettuce.core.protocol.AsyncCommand;

/**
 * The ledgers on Redis. Times are those of the server that holds a ledger; the clocks of
 * the nodes do not matter.
 */
final class RedisLedgers {

	private static final int PRUNED_AT_ONCE = 64;

	// 52 bits are exact in a double, the number type of a sorted set.
	private static final int ERA_BITS = 52;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final RedisKeys keys;

	private final byte[] retentionMicros;

	RedisLedgers(RedisKeys keys, Duration retention) {
		this.keys = keys;
		this.retentionMicros = Commands.number(retention.toMillis() * 1000);
	}

	CompletableFuture<Standing> standing(CommandSink sink, TenantId tenant, Collection<Tag> tags) {
		LedgerQuestion question = new LedgerQuestion(tags);
		AsyncCommand<byte[], byte[], List<Double>> ofTenant = question.to(this.keys.ledger(tenant));
		AsyncCommand<byte[], byte[], List<Double>> global = question.to(this.keys.globalLedger());
		sink.send(List.of(ofTenant, global));
		return ofTenant.toCompletableFuture()
			.thenCombine(global, (tenantScores, globalScores) -> new Standing(question.view(tenantScores),
					question.view(globalScores)));
	}

	/**
	 * Begins the ledgers that are missing in a standing.
	 */
	CompletableFuture<?> begin(CommandSink sink, TenantId tenant, Standing standing) {
		List<AsyncCommand<byte[], byte[], ?>> commands = new ArrayList<>();
		if (!standing.tenant().present()) {
			commands.add(Commands.zaddIfAbsent(this.keys.ledger(tenant), newEra(), LedgerQuestion.ERA));
		}
		if (!standing.global().present()) {
			commands.add(Commands.zaddIfAbsent(this.keys.globalLedger(), newEra(), LedgerQuestion.ERA));
		}
		sink.send(commands);
		return CompletableFuture.allOf(commands.toArray(CompletableFuture[]::new));
	}

	/**
	 * Begins new lives of ledgers that have gone backwards behind a stamp, unless another
	 * node has done so already.
	 */
	CompletableFuture<?> reset(CommandSink sink, TenantId tenant, Stamp ahead, Standing behind) {
		List<CompletableFuture<Long>> resets = new ArrayList<>();
		if (isBehind(behind.tenant(), ahead.tenantEra(), ahead.tenantBorn())) {
			resets.add(reset(sink, this.keys.ledger(tenant), behind.tenant().era()));
		}
		if (isBehind(behind.global(), ahead.globalEra(), ahead.globalBorn())) {
			resets.add(reset(sink, this.keys.globalLedger(), behind.global().era()));
		}
		return CompletableFuture.allOf(resets.toArray(CompletableFuture[]::new));
	}

	/**
	 * Writes one stamp. If Redis is full the whole ledger is removed instead, which voids
	 * everything in the scope: removing is allowed when writing is not.
	 */
	CompletableFuture<Written> invalidate(CommandSink sink, InvalidationScope scope, Set<Tag> tags) {
		byte[] ledger = ledger(scope);
		List<byte[]> arguments = new ArrayList<>();
		arguments.add(Commands.number(newEra()));
		arguments.add(this.retentionMicros);
		arguments.add(Commands.number(PRUNED_AT_ONCE));
		tags.forEach((tag) -> arguments.add(LedgerQuestion.member(tag)));
		if (tags.isEmpty()) {
			arguments.add(LedgerQuestion.ALL);
		}
		return RedisScript.INVALIDATE.text(sink, List.of(ledger), arguments)
			.thenApply((stamp) -> new Written(Long.parseLong(Commands.text(stamp)), false))
			.handle((written, error) -> {
				if (error == null) {
					return CompletableFuture.completedFuture(written);
				}
				return Failures.full(Failures.unwrap(error)) ? remove(sink, ledger)
						: CompletableFuture.<Written>failedFuture(error);
			})
			.thenCompose((next) -> next);
	}

	/**
	 * Waits until replicas have what was written to the ledger of a scope.
	 * @return how many have it; fewer than asked for after the limit
	 */
	CompletableFuture<Long> replicated(CommandSink sink, InvalidationScope scope, int replicas, Duration limit) {
		// WAIT has no key: it goes where the command before it goes.
		AsyncCommand<byte[], byte[], List<Double>> first = new LedgerQuestion(List.of()).to(ledger(scope));
		AsyncCommand<byte[], byte[], Long> count = Commands.waitForReplicas(replicas, limit.toMillis());
		sink.send(List.of(first, count));
		return count.toCompletableFuture();
	}

	private CompletableFuture<Written> remove(CommandSink sink, byte[] ledger) {
		AsyncCommand<byte[], byte[], Long> unlink = Commands.unlink(ledger);
		sink.send(List.of(unlink));
		return unlink.toCompletableFuture().thenApply((removed) -> new Written(0, true));
	}

	private CompletableFuture<Long> reset(CommandSink sink, byte[] ledger, long seen) {
		return RedisScript.RESET_ERA.integer(sink, List.of(ledger),
				List.of(Commands.number(seen), Commands.number(newEra())));
	}

	private byte[] ledger(InvalidationScope scope) {
		return (scope instanceof InvalidationScope.OneTenant one) ? this.keys.ledger(one.tenant())
				: this.keys.globalLedger();
	}

	private static boolean isBehind(LedgerView view, long era, long born) {
		return view.present() && view.era() == era && born > view.last();
	}

	private static long newEra() {
		return -(1 + (RANDOM.nextLong() >>> (Long.SIZE - ERA_BITS)));
	}

	record Written(long stamp, boolean widened) {
	}

}
