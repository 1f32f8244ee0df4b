package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * One server, or the master that Sentinel names.
 */
final class SingleServer implements RedisTopology {

	private static final long RETRY_MILLIS = 1000;

	private final Supplier<? extends CompletableFuture<? extends StatefulConnection<byte[], byte[]>>> connector;

	private final Verifier verifier;

	private final ScheduledExecutorService scheduler;

	private final RedisNode.Listener listener;

	private volatile @Nullable RedisNode node;

	private volatile String trouble = "not connected yet";

	SingleServer(Supplier<? extends CompletableFuture<? extends StatefulConnection<byte[], byte[]>>> connector,
			Verifier verifier, ScheduledExecutorService scheduler, RedisNode.Listener listener) {
		this.connector = connector;
		this.verifier = verifier;
		this.scheduler = scheduler;
		this.listener = listener;
	}

	@Override
	public void open() {
		this.connector.get().whenComplete((connection, error) -> {
			if (error == null) {
				RedisNode opened = new RedisNode(connection,
						() -> this.verifier.verify(connection, connection, "single"), this.scheduler, this.listener);
				this.node = opened;
				opened.open();
			}
			else {
				this.trouble = Failures.describe(error);
				tryAgain();
			}
		});
	}

	@Override
	public void route(List<? extends AsyncCommand<byte[], byte[], ?>> commands,
			BiConsumer<RedisNode, List<? extends AsyncCommand<byte[], byte[], ?>>> parts) {
		RedisNode present = this.node;
		if (present == null) {
			throw new RedisUnavailableException("Redis is not available: " + this.trouble);
		}
		parts.accept(present, commands);
	}

	@Override
	public CompletableFuture<?> refresh() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public @Nullable String trouble() {
		RedisNode present = this.node;
		return (present != null) ? present.trouble() : this.trouble;
	}

	@Override
	public void close() {
		RedisNode present = this.node;
		if (present != null) {
			present.close();
		}
	}

	private void tryAgain() {
		try {
			this.scheduler.schedule(this::open, RETRY_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			this.trouble = "closed";
		}
	}

}
