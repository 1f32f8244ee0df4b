package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;

/**
 * A server, or the place of one in a cluster or behind Sentinel, as seen by the node that
 * keeps the connection to it.
 */
interface RedisServer {

	/**
	 * Opens a new connection that does not reconnect by itself.
	 */
	CompletionStage<StatefulConnection<byte[], byte[]>> connect();

	/**
	 * Compares the life of the server with the one that was seen last.
	 * @return completes when nothing can be served that the server has lost the
	 * invalidation of; fails if it must not be asked
	 */
	CompletionStage<?> verify(StatefulConnection<byte[], byte[]> connection);

	/**
	 * Commands such as a lookup sends, which find nothing and change nothing.
	 */
	List<AsyncCommand<byte[], byte[], ?>> probe();

}
