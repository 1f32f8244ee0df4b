package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * One server, or the master that Sentinel names at the time of the connection.
 */
final class SingleServer implements RedisTopology {

	private final RedisNode node;

	SingleServer(RedisNode node) {
		this.node = node;
	}

	@Override
	public void open() {
		this.node.open();
	}

	@Override
	public void route(List<? extends AsyncCommand<byte[], byte[], ?>> commands,
			BiConsumer<RedisNode, List<? extends AsyncCommand<byte[], byte[], ?>>> parts) {
		parts.accept(this.node, commands);
	}

	@Override
	public void requireServer() {
		this.node.epoch(false);
	}

	@Override
	public CompletableFuture<?> refresh() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public @Nullable String trouble() {
		return this.node.trouble();
	}

	@Override
	public void close() {
		this.node.close();
	}

}
