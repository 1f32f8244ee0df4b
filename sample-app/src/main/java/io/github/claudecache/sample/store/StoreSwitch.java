package io.github.claudecache.sample.store;

import org.springframework.stereotype.Component;

/**
 * Takes the store in memory away and gives it back, with what it had. Safe for use by
 * many threads.
 *
 * @since 0.1.0
 */
@Component
public class StoreSwitch {

	private volatile boolean connected;

	private volatile boolean stopped;

	/**
	 * Whether the switch has a store. Only the one in memory is behind it: Redis is a
	 * process of its own, which is stopped where it runs.
	 * @return {@code true} if stopping does something
	 */
	public boolean isConnected() {
		return this.connected;
	}

	/**
	 * Whether the store has been taken away.
	 * @return {@code true} from {@link #stop()} until {@link #start()}
	 */
	public boolean isStopped() {
		return this.stopped;
	}

	/**
	 * Takes the store away: whatever is asked of it from now on fails.
	 */
	public void stop() {
		this.stopped = true;
	}

	/**
	 * Gives the store back.
	 */
	public void start() {
		this.stopped = false;
	}

	void connect() {
		this.connected = true;
	}

}
