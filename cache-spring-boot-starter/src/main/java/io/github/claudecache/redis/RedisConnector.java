package io.github.claudecache.redis;

import java.util.concurrent.CompletableFuture;

import io.lettuce.core.api.StatefulConnection;

/**
 * Opens connections to one server or cluster.
 *
 * @since 0.1.0
 */
public interface RedisConnector extends AutoCloseable {

	/**
	 * Opens a connection that rejects commands while it is disconnected.
	 * @return the connection
	 */
	CompletableFuture<? extends StatefulConnection<byte[], byte[]>> connect();

	/**
	 * Closes all connections.
	 */
	@Override
	void close();

}
