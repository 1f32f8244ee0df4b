package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.claudecache.store.StoreUnavailableException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one server, and whether that server is known to have lost nothing.
 * Commands are sent only in an {@link Epoch}: it begins when a new connection leads to a
 * life of the server that has been compared with the one seen last, and ends with the
 * connection. A reply counts if the epoch of its command still lasts.
 * <p>
 * A server that stays silent is given up and connected anew, since a network that lost a
 * connection may not say so for minutes. All of this happens on threads of the client: a
 * caller never waits for a connection, a verification or a probe. Safe for use by many
 * threads; never blocks.
 */
final class RedisNode {

	private static final long RETRY_MILLIS = 500;

	// No more than one probe a second.
	private static final long PROBE_PAUSE_MILLIS = 1000;

	private static final long CONNECT_LIMIT_MILLIS = 5000;

	private static final long VERIFICATION_LIMIT_MILLIS = 2000;

	private final RedisServer server;

	private final ScheduledExecutorService scheduler;

	private final BreakerSettings breaker;

	private final Duration patience;

	private final Listener listener;

	private final ReentrantLock lock = new ReentrantLock();

	private long attempts;

	private boolean closed;

	private @Nullable StatefulConnection<byte[], byte[]> connection;

	private CompletableFuture<StatefulConnection<byte[], byte[]>> connecting = new CompletableFuture<>();

	private volatile @Nullable Epoch epoch;

	private volatile String trouble = "not connected yet";

	/**
	 * Creates a node.
	 * @param server where to connect
	 * @param scheduler runs what must not run on the thread of an event
	 * @param breaker when lookups are held back
	 * @param patience how long a silent server is waited for before its connection is
	 * given up
	 * @param listener is told when the state changes
	 */
	RedisNode(RedisServer server, ScheduledExecutorService scheduler, BreakerSettings breaker, Duration patience,
			Listener listener) {
		this.server = server;
		this.scheduler = scheduler;
		this.breaker = breaker;
		this.patience = patience;
		this.listener = listener;
	}

	/**
	 * Connects, again and again until it is closed.
	 */
	void open() {
		long attempt;
		this.lock.lock();
		try {
			if (this.closed || this.connection != null) {
				return;
			}
			attempt = ++this.attempts;
		}
		finally {
			this.lock.unlock();
		}
		CompletableFuture<StatefulConnection<byte[], byte[]>> opening = guarded(this.server::connect);
		opening.thenAccept((opened) -> connected(attempt, opened));
		// Beside it, because a connection that comes too late has to be closed.
		opening.copy().orTimeout(CONNECT_LIMIT_MILLIS, TimeUnit.MILLISECONDS).exceptionally((error) -> {
			this.trouble = Failures.describe(error);
			later(this::open, RETRY_MILLIS);
			return null;
		});
	}

	/**
	 * The present epoch.
	 * @param insisting whether it is enough that the server is there
	 * @throws StoreUnavailableException if there is none, or lookups are held back
	 */
	Epoch epoch(boolean insisting) {
		Epoch present = this.epoch;
		if (present == null || !(insisting || present.serving() || !this.breaker.enabled())) {
			throw new StoreUnavailableException("Redis is not available: " + this.trouble);
		}
		return present;
	}

	/**
	 * The present connection or the next one, whether it leads to a verified server or
	 * not.
	 */
	CompletableFuture<StatefulConnection<byte[], byte[]>> connection() {
		this.lock.lock();
		try {
			return this.connecting.copy();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isIn(Epoch epoch) {
		return this.epoch == epoch;
	}

	/**
	 * What is wrong; {@code null} while lookups are served.
	 */
	@Nullable String trouble() {
		Epoch present = this.epoch;
		return (present != null && present.serving()) ? null : this.trouble;
	}

	/**
	 * Ends the epoch because the server may no longer be what it was, and connects anew.
	 */
	void doubt(String why) {
		Epoch present = this.epoch;
		if (present != null) {
			drop(present.connection(), why);
		}
	}

	/**
	 * Ends with the client, which closes the connection.
	 */
	void close() {
		end();
	}

	/**
	 * Gives the server up while the client goes on.
	 */
	void leave() {
		StatefulConnection<byte[], byte[]> present = end();
		if (present != null) {
			present.closeAsync();
		}
	}

	private @Nullable StatefulConnection<byte[], byte[]> end() {
		this.lock.lock();
		try {
			StatefulConnection<byte[], byte[]> present = this.connection;
			this.closed = true;
			this.connection = null;
			this.epoch = null;
			this.trouble = "closed";
			return present;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lookups are held back from now on: probes until the server answers well, or drops
	 * out.
	 */
	void rests(Epoch resting, String why) {
		if (!resting.lasts()) {
			return;
		}
		this.trouble = why;
		this.listener.lost(this, why);
		later(() -> probe(resting), 0);
	}

	private void connected(long attempt, StatefulConnection<byte[], byte[]> opened) {
		CompletableFuture<StatefulConnection<byte[], byte[]>> arrived;
		this.lock.lock();
		try {
			if (this.closed || attempt != this.attempts) {
				opened.closeAsync();
				return;
			}
			this.connection = opened;
			arrived = this.connecting;
		}
		finally {
			this.lock.unlock();
		}
		arrived.complete(opened);
		opened.addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
				drop(opened, "disconnected");
			}

		});
		if (!opened.isOpen()) {
			drop(opened, "disconnected");
			return;
		}
		guarded(() -> this.server.verify(opened)).orTimeout(VERIFICATION_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
			.whenComplete((done, error) -> {
				if (error != null) {
					drop(opened, Failures.describe(error));
				}
				else {
					begin(opened);
				}
			});
	}

	private void begin(StatefulConnection<byte[], byte[]> verified) {
		Epoch begun = new Epoch(this, verified, this.breaker.failures());
		this.lock.lock();
		try {
			if (this.connection != verified) {
				return;
			}
			this.trouble = "not answered a lookup yet";
			this.epoch = begun;
		}
		finally {
			this.lock.unlock();
		}
		this.listener.verified(this);
		probe(begun);
	}

	private void probe(Epoch probed) {
		if (!probed.lasts() || probed.serving()) {
			return;
		}
		long sent = System.nanoTime();
		guarded(() -> {
			List<AsyncCommand<byte[], byte[], ?>> commands = this.server.probe();
			probed.send(commands);
			return CompletableFuture.allOf(commands.toArray(CompletableFuture[]::new));
		}).orTimeout(this.patience.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, error) -> {
			Duration taken = Duration.ofNanos(System.nanoTime() - sent);
			if (error == null && taken.compareTo(this.breaker.slowAfter()) <= 0) {
				serve(probed);
			}
			else if (error != null && Failures.unwrap(error) instanceof TimeoutException) {
				drop(probed.connection(), "does not answer");
			}
			else if (probed.lasts()) {
				this.trouble = (error != null) ? Failures.describe(error)
						: "answers after " + taken.toMillis() + " ms only";
				later(() -> probe(probed), PROBE_PAUSE_MILLIS);
			}
		});
	}

	private void serve(Epoch answering) {
		boolean began;
		this.lock.lock();
		try {
			began = answering.lasts() && answering.serve();
		}
		finally {
			this.lock.unlock();
		}
		if (began) {
			this.listener.serving(this);
		}
	}

	// Connects anew: at once if the connection was good, since then the next may be.
	private void drop(StatefulConnection<byte[], byte[]> dropped, String why) {
		Epoch ended;
		this.lock.lock();
		try {
			if (this.closed || this.connection != dropped) {
				return;
			}
			ended = this.epoch;
			this.connection = null;
			this.connecting = new CompletableFuture<>();
			this.epoch = null;
			this.trouble = why;
		}
		finally {
			this.lock.unlock();
		}
		dropped.closeAsync();
		if (ended != null && ended.stop()) {
			this.listener.lost(this, why);
		}
		later(this::open, (ended != null) ? 0 : RETRY_MILLIS);
	}

	private void later(Runnable task, long millis) {
		try {
			this.scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The client was shut down.
			close();
		}
	}

	private static <T> CompletableFuture<T> guarded(Supplier<? extends CompletionStage<T>> task) {
		try {
			return task.get().toCompletableFuture();
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Is told when the state changes; must not block.
	 */
	interface Listener {

		/**
		 * Lookups were served and are not any more.
		 */
		void lost(RedisNode node, String why);

		/**
		 * The server can be asked, and has lost nothing.
		 */
		void verified(RedisNode node);

		/**
		 * Lookups are served again.
		 */
		void serving(RedisNode node);

	}

}
