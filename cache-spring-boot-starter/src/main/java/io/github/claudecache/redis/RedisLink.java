package io.github.claudecache.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connection that everything is sent on. Until the first connection stands it is
 * tried again in the background; from then on the client reconnects by itself. A command
 * that is given while there is no connection fails at once.
 */
final class RedisLink implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(RedisLink.class);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private final RedisConnector connector;

	private final Duration timeout;

	private volatile @Nullable StatefulConnection<byte[], byte[]> connection;

	private volatile @Nullable String trouble = "not connected yet";

	private volatile boolean closed;

	RedisLink(RedisConnector connector, Duration timeout) {
		this.connector = connector;
		this.timeout = timeout;
	}

	/**
	 * Opens the first connection.
	 * @return completes when the first try has ended, well or not
	 */
	CompletableFuture<Void> open() {
		return this.connector.connect().handle((opened, error) -> {
			if (error != null) {
				this.trouble = String.valueOf(rootMessage(error));
				logger.warn("Redis cannot be reached, every call goes to Claude: " + this.trouble);
				tryAgain();
			}
			else if (this.closed) {
				opened.closeAsync();
			}
			else {
				this.connection = opened;
				this.trouble = null;
			}
			return null;
		});
	}

	boolean available() {
		StatefulConnection<byte[], byte[]> current = this.connection;
		return current != null && current.isOpen();
	}

	@Nullable String trouble() {
		return available() ? null : (this.trouble != null) ? this.trouble : "disconnected";
	}

	/**
	 * Sends commands in one batch. Each completes or fails by itself.
	 */
	void send(Collection<AsyncCommand<byte[], byte[], ?>> commands) {
		StatefulConnection<byte[], byte[]> current = this.connection;
		if (current == null || !current.isOpen()) {
			RedisUnavailableException unavailable = new RedisUnavailableException("There is no connection to Redis");
			commands.forEach((command) -> command.completeExceptionally(unavailable));
			return;
		}
		current.dispatch(List.copyOf(commands));
	}

	<T> CompletableFuture<T> limited(CompletableFuture<T> reply) {
		return reply.orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.closed = true;
		this.connection = null;
		this.connector.close();
	}

	private void tryAgain() {
		Executor later = CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS);
		later.execute(() -> {
			if (!this.closed) {
				open();
			}
		});
	}

	private static @Nullable String rootMessage(Throwable error) {
		Throwable root = error;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root.getMessage();
	}

}
