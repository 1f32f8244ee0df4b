package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.lettuce.core.protocol.AsyncCommand;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way to Redis. Operations run as conversations: limited in time, repeated once if a
 * key has moved, and failed if a server was away meanwhile. Safe for use by many threads;
 * never blocks.
 */
final class RedisLink implements CommandSink {

	private static final Log logger = LogFactory.getLog(RedisLink.class);

	private static final long RETRY_MILLIS = 1000;

	private final RedisTopology topology;

	private final Timer timer;

	private volatile Runnable recovery = () -> {
	};

	/**
	 * Creates a link.
	 * @param connector the servers
	 * @param home a key of the slot in which lives are remembered
	 * @param verifier compares lives
	 * @param purpose what goes this way, for the log
	 */
	RedisLink(LettuceConnector connector, byte[] home, RedisTopology.Verifier verifier, String purpose) {
		this.timer = connector.timer();
		this.topology = connector.topology(home, verifier, new RedisNode.Listener() {

			@Override
			public void lost(RedisNode node, String why) {
				logger.warn("Redis is not available for " + purpose + ": " + why);
			}

			@Override
			public void verified(RedisNode node) {
				logger.info("Redis is available for " + purpose);
				RedisLink.this.recovery.run();
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
		new Conversation(this.topology).send(commands);
	}

	/**
	 * Runs an operation.
	 * @param <T> the type of its result
	 * @param limit how long it may take
	 * @param operation sends the commands and puts the replies together
	 * @return the result, if it counts
	 */
	<T> CompletableFuture<T> converse(Duration limit, Function<Conversation, CompletableFuture<T>> operation) {
		CompletableFuture<T> result = new CompletableFuture<>();
		attempt(operation, result, true);
		if (!result.isDone()) {
			Timeout timeout = this.timer.newTimeout(
					(expired) -> result.completeExceptionally(
							new TimeoutException("Redis did not answer within " + limit.toMillis() + " ms")),
					limit.toMillis(), TimeUnit.MILLISECONDS);
			result.whenComplete((value, error) -> timeout.cancel());
		}
		return result;
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

	private <T> void attempt(Function<Conversation, CompletableFuture<T>> operation, CompletableFuture<T> result,
			boolean mayRepeat) {
		Conversation conversation = new Conversation(this.topology);
		CompletableFuture<T> reply;
		try {
			reply = operation.apply(conversation);
		}
		catch (RuntimeException ex) {
			reply = CompletableFuture.failedFuture(ex);
		}
		reply.whenComplete((value, error) -> {
			if (error == null && conversation.counts()) {
				result.complete(value);
			}
			else if (error == null) {
				result.completeExceptionally(awayMeanwhile());
			}
			else {
				failed(operation, result, mayRepeat, conversation, Failures.unwrap(error));
			}
		});
	}

	private <T> void failed(Function<Conversation, CompletableFuture<T>> operation, CompletableFuture<T> result,
			boolean mayRepeat, Conversation conversation, Throwable cause) {
		if (Failures.demoted(cause)) {
			conversation.doubt("the server has become a replica");
		}
		if (mayRepeat && Failures.moved(cause)) {
			this.topology.refresh().whenComplete((done, error) -> attempt(operation, result, false));
			return;
		}
		result.completeExceptionally(cause);
	}

}
