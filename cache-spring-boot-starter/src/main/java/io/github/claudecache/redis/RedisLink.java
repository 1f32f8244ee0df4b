package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;

import io.github.claudecache.store.StoreUnavailableException;
import io.lettuce.core.protocol.AsyncCommand;
import io.netty.util.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way to Redis. Safe for use by many threads; never blocks.
 */
final class RedisLink implements CommandSink {

	private static final Log logger = LogFactory.getLog(RedisLink.class);

	private static final long RETRY_MILLIS = 1000;

	private final RedisTopology topology;

	private final Timer timer;

	private final BreakerSettings breaker;

	private volatile Runnable recovery = () -> {
	};

	/**
	 * Creates a link.
	 * @param connector the servers
	 * @param keys the names of keys
	 * @param verifier compares lives
	 * @param breaker when lookups are held back
	 * @param patience how long a silent server is waited for
	 * @param purpose what goes this way, for the log
	 */
	RedisLink(LettuceConnector connector, RedisKeys keys, RedisTopology.Verifier verifier, BreakerSettings breaker,
			Duration patience, String purpose) {
		this.timer = connector.timer();
		this.breaker = breaker;
		this.topology = connector.topology(keys, verifier, breaker, patience, new RedisNode.Listener() {

			@Override
			public void lost(RedisNode node, String why) {
				logger.warn("Redis is not available for " + purpose + ": " + why);
			}

			@Override
			public void verified(RedisNode node) {
				RedisLink.this.recovery.run();
			}

			@Override
			public void serving(RedisNode node) {
				logger.info("Redis is available for " + purpose);
			}

		});
	}

	/**
	 * Sets what is run each time a server can be asked again.
	 */
	void onRecovery(Runnable task) {
		this.recovery = task;
	}

	void open() {
		this.topology.open();
	}

	void close() {
		this.topology.close();
	}

	/**
	 * What is wrong; {@code null} if every server can be asked.
	 */
	@Nullable String trouble() {
		return this.topology.trouble();
	}

	/**
	 * Sends commands whose replies nothing depends on.
	 */
	@Override
	public void send(List<? extends AsyncCommand<byte[], byte[], ?>> commands) {
		new Conversation(this.topology, false).send(commands);
	}

	/**
	 * Runs an operation that does not matter when Redis is slow.
	 * @param <T> the type of its result
	 * @param limit how long it may take
	 * @param steps sends the commands and puts the replies together
	 * @return the result, if it counts
	 */
	<T> CompletableFuture<T> converse(Duration limit, Function<Conversation, CompletableFuture<T>> steps) {
		return converse(limit, () -> 1, steps);
	}

	/**
	 * Runs an operation on which several lookups hang.
	 * @param weight how many lookups fail with it
	 */
	<T> CompletableFuture<T> converse(Duration limit, IntSupplier weight,
			Function<Conversation, CompletableFuture<T>> steps) {
		return new Operation<>(this.topology, false, this.breaker.slowAfter(), weight, steps).run(this.timer, limit);
	}

	/**
	 * Runs an operation even while lookups are held back, because it has to be done.
	 */
	<T> CompletableFuture<T> insist(Duration limit, Function<Conversation, CompletableFuture<T>> steps) {
		return new Operation<>(this.topology, true, limit, () -> this.breaker.failures(), steps).run(this.timer, limit);
	}

	/**
	 * Finds out whether a lookup would be sent, if there is one server.
	 * @throws StoreUnavailableException if it would not
	 */
	void requireServer() {
		this.topology.requireServer();
	}

	/**
	 * Whether lookups are held back from a server that fails them.
	 */
	boolean holdsBack() {
		return this.breaker.enabled();
	}

	/**
	 * How long a reply may take before lookups stop waiting behind it.
	 */
	Duration slowAfter() {
		return this.breaker.slowAfter();
	}

	/**
	 * Runs a task after a while.
	 */
	void later(Runnable task) {
		this.timer.newTimeout((due) -> task.run(), RETRY_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Whether there is one server, so that lookups can be sent together.
	 */
	boolean oneServer() {
		return this.topology instanceof SingleServer;
	}

	static RedisUnavailableException awayMeanwhile() {
		return new RedisUnavailableException("Redis was away meanwhile");
	}

}
