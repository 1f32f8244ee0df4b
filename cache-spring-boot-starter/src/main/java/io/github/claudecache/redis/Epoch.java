package io.github.claudecache.redis;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;

/**
 * A time in which a server was connected without interruption and is known to have lost
 * nothing. Also the circuit breaker of that server: lookups are sent only while they are
 * answered well. It begins open, until a first probe has been answered. Safe for use by
 * many threads; never blocks.
 */
final class Epoch {

	private final RedisNode node;

	private final StatefulConnection<byte[], byte[]> connection;

	private final int limit;

	// Failures not made up for by successes, so that a server that fails every other
	// lookup is noticed too.
	private final AtomicInteger strikes = new AtomicInteger();

	private final AtomicBoolean serving = new AtomicBoolean();

	Epoch(RedisNode node, StatefulConnection<byte[], byte[]> connection, int limit) {
		this.node = node;
		this.connection = connection;
		this.limit = limit;
	}

	/**
	 * Sends commands in one batch. Each completes or fails by itself.
	 */
	void send(Collection<? extends AsyncCommand<byte[], byte[], ?>> commands) {
		this.connection.dispatch(List.copyOf(commands));
	}

	boolean lasts() {
		return this.node.isIn(this);
	}

	/**
	 * Whether lookups are answered well.
	 */
	boolean serving() {
		return this.serving.get();
	}

	RedisNode node() {
		return this.node;
	}

	StatefulConnection<byte[], byte[]> connection() {
		return this.connection;
	}

	/**
	 * Notes that operations were answered in time.
	 */
	void answered() {
		if (this.strikes.get() > 0) {
			this.strikes.getAndUpdate((count) -> Math.max(0, count - 1));
		}
	}

	/**
	 * Notes that operations failed.
	 * @param operations how many
	 * @param why what the server did
	 */
	void failed(int operations, String why) {
		if (this.serving.get() && this.strikes.addAndGet(operations) >= this.limit) {
			rest(why);
		}
	}

	/**
	 * Sends no more lookups until a probe is answered.
	 */
	void rest(String why) {
		if (stop()) {
			this.node.rests(this, why);
		}
	}

	/**
	 * Lets lookups pass.
	 * @return whether they did not pass before
	 */
	boolean serve() {
		this.strikes.set(0);
		return this.serving.compareAndSet(false, true);
	}

	/**
	 * Lets no lookups pass.
	 * @return whether they passed before
	 */
	boolean stop() {
		return this.serving.compareAndSet(true, false);
	}

}
