package io.github.claudecache.redis;

import java.net.SocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server, and whether that server is known to have lost nothing.
 * Every activation of the connection begins without an epoch. Only when the life of the
 * server has been compared with the one that was seen last does an epoch begin, and only
 * in an epoch are commands sent. A reply counts if the epoch of its command still lasts.
 * Safe for use by many threads; never blocks.
 */
final class RedisNode {

	private static final long RETRY_MILLIS = 500;

	private static final long VERIFICATION_LIMIT_MILLIS = 2000;

	private final StatefulConnection<byte[], byte[]> connection;

	private final Supplier<CompletableFuture<?>> verification;

	private final ScheduledExecutorService scheduler;

	private final Listener listener;

	private final ReentrantLock lock = new ReentrantLock();

	private long activations;

	private boolean verifying;

	private boolean closed;

	private volatile @Nullable Epoch epoch;

	private volatile String trouble = "not verified yet";

	/**
	 * Takes over a connection.
	 * @param connection an open connection
	 * @param verification compares the life of the server with the one that was seen
	 * last; fails if the server must not be asked
	 * @param scheduler runs verifications
	 * @param listener is told when epochs begin and end
	 */
	RedisNode(StatefulConnection<byte[], byte[]> connection, Supplier<CompletableFuture<?>> verification,
			ScheduledExecutorService scheduler, Listener listener) {
		this.connection = connection;
		this.verification = verification;
		this.scheduler = scheduler;
		this.listener = listener;
	}

	/**
	 * Begins to watch and verifies for the first time.
	 */
	void open() {
		this.connection.addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
				doubt("not verified yet");
			}

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
				end("disconnected");
			}

		});
		verify();
	}

	/**
	 * The present epoch.
	 * @throws RedisUnavailableException if there is none
	 */
	Epoch epoch() {
		Epoch present = this.epoch;
		if (present == null) {
			throw new RedisUnavailableException("Redis is not available: " + this.trouble);
		}
		return present;
	}

	/**
	 * What is wrong; {@code null} in an epoch.
	 */
	@Nullable String trouble() {
		return (this.epoch != null) ? null : this.trouble;
	}

	/**
	 * Ends the epoch because the server may no longer be what it was, and verifies again.
	 */
	void doubt(String why) {
		end(why);
		later(0);
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.epoch = null;
			this.trouble = "closed";
		}
		finally {
			this.lock.unlock();
		}
	}

	private void end(String why) {
		boolean lost;
		this.lock.lock();
		try {
			if (this.closed) {
				return;
			}
			lost = this.epoch != null;
			this.activations++;
			this.trouble = why;
			this.epoch = null;
		}
		finally {
			this.lock.unlock();
		}
		if (lost) {
			this.listener.lost(this, why);
		}
	}

	private void verify() {
		long seen;
		this.lock.lock();
		try {
			if (this.closed || this.verifying || this.epoch != null) {
				return;
			}
			this.verifying = true;
			seen = this.activations;
		}
		finally {
			this.lock.unlock();
		}
		run().orTimeout(VERIFICATION_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
			.whenComplete((done, error) -> settle(seen, error));
	}

	private CompletableFuture<?> run() {
		try {
			return this.verification.get();
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void settle(long seen, @Nullable Throwable error) {
		boolean began = false;
		this.lock.lock();
		try {
			this.verifying = false;
			if (this.closed) {
				return;
			}
			if (error != null) {
				this.trouble = Failures.describe(error);
			}
			// A connection that was interrupted meanwhile may lead to another life.
			else if (seen == this.activations) {
				this.epoch = new Epoch();
				began = true;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (began) {
			this.listener.verified(this);
		}
		else {
			later((error != null) ? RETRY_MILLIS : 0);
		}
	}

	private void later(long millis) {
		try {
			this.scheduler.schedule(this::verify, millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The client was shut down.
			close();
		}
	}

	/**
	 * A time in which the server was there without interruption.
	 */
	final class Epoch {

		/**
		 * Sends commands in one batch. Each completes or fails by itself.
		 */
		void send(Collection<? extends AsyncCommand<byte[], byte[], ?>> commands) {
			RedisNode.this.connection.dispatch(List.copyOf(commands));
		}

		boolean lasts() {
			return RedisNode.this.epoch == this;
		}

		RedisNode node() {
			return RedisNode.this;
		}

	}

	/**
	 * Is told when epochs begin and end; must not block.
	 */
	interface Listener {

		void lost(RedisNode node, String why);

		void verified(RedisNode node);

	}

}
