package io.github.claudecache.redis;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.MutableClock;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store on a {@link RedisBackend}, in a namespace of its own.
 */
final class RedisHarness implements AnswerStoreHarness {

	// What cannot be reached fails its other tests at once, not after a minute each.
	private static final Set<RedisBackend> UNREACHABLE = ConcurrentHashMap.newKeySet();

	private final LettuceConnectionFactory factory;

	private final MutableClock clock = new MutableClock();

	private final RedisKeys keys;

	private final Queue<Runnable> cleanUp = new ConcurrentLinkedQueue<>();

	private final RedisAnswerStore store;

	RedisHarness(RedisBackend backend, Duration retention) {
		this(backend.factory(), LettuceConnector.like(backend.factory()), new Namespace("t" + UUID.randomUUID(), 3),
				retention);
		awaitAvailable(backend);
	}

	/**
	 * A store that goes one way while the harness goes another.
	 */
	RedisHarness(LettuceConnectionFactory factory, LettuceConnector connector, Namespace namespace,
			Duration retention) {
		this.factory = factory;
		this.keys = new RedisKeys(namespace, Duration.ofDays(7));
		this.store = new RedisAnswerStore(
				connector, namespace, new RedisSettings(Duration.ofSeconds(5), Duration.ofSeconds(5),
						retention.minusMillis(1), retention, 1 << 20, 32 * 1024, 0, OnRestart.VOID, TestNode.PATIENT),
				this.clock, this.cleanUp::add);
	}

	private void awaitAvailable(RedisBackend backend) {
		try {
			assertThat(UNREACHABLE).doesNotContain(backend);
			Eventually.holds(backend + " is available", () -> this.store.status().available());
		}
		catch (AssertionError ex) {
			UNREACHABLE.add(backend);
			String trouble = this.store.status().detail();
			close();
			throw new AssertionError(backend + " is not available: " + trouble, ex);
		}
	}

	@Override
	public AnswerStore store() {
		return this.store;
	}

	@Override
	public MutableClock clock() {
		return this.clock;
	}

	@Override
	public void forgetLedger(InvalidationScope scope) {
		byte[] key = (scope instanceof InvalidationScope.OneTenant one) ? this.keys.ledger(one.tenant())
				: this.keys.globalLedger();
		new StringRedisTemplate(this.factory).delete(Commands.text(key));
	}

	@Override
	public void elapse(Duration duration) {
		this.clock.advance(duration);
		// The ledgers follow the clock of the server, which nobody can move.
		CompletableFuture.runAsync(() -> {
		}, CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS)).join();
	}

	@Override
	public void settle() {
		Runnable task = this.cleanUp.poll();
		while (task != null) {
			task.run();
			task = this.cleanUp.poll();
		}
		this.store.swept().join();
	}

	@Override
	public void close() {
		this.store.close();
	}

}
