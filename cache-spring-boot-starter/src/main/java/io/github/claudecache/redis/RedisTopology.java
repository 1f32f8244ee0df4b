package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import io.github.claudecache.store.StoreUnavailableException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * Which servers there are, and which one has a key. Only masters are ever asked. Safe for
 * use by many threads; never blocks.
 */
interface RedisTopology {

	/**
	 * Begins to connect. What cannot be reached is tried again until it can.
	 */
	void open();

	/**
	 * Finds out which server each command has to go to: the one that has its first key,
	 * or, if it has none, that of the command before it.
	 * @param commands the commands
	 * @param parts takes each server with its commands
	 * @throws StoreUnavailableException if a server is not known or not connected
	 */
	void route(List<? extends AsyncCommand<byte[], byte[], ?>> commands,
			BiConsumer<RedisNode, List<? extends AsyncCommand<byte[], byte[], ?>>> parts);

	/**
	 * Finds out whether lookups would be sent, where there is one server.
	 * @throws StoreUnavailableException if they would not
	 */
	default void requireServer() {
	}

	/**
	 * Finds out again which server has which keys.
	 * @return completes when it is known, or could not be found out
	 */
	CompletableFuture<?> refresh();

	/**
	 * Stops watching the servers. Their connections are closed with the client.
	 */
	void close();

	/**
	 * What is wrong; {@code null} if every server can be asked.
	 */
	@Nullable String trouble();

	/**
	 * Compares the life of a server with the one that was seen last.
	 */
	interface Verifier {

		/**
		 * Verifies.
		 * @param server a connection to the server
		 * @param home a connection to the server that has the global ledger
		 * @param shard the name of the server's part of the keys
		 * @return completes when nothing can be served that the server has lost the
		 * invalidation of; fails if it must not be asked
		 */
		CompletionStage<?> verify(StatefulConnection<byte[], byte[]> server, StatefulConnection<byte[], byte[]> home,
				String shard);

	}

}
