package io.github.claudecache.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Tells all listeners and survives each of them.
 *
 * @since 0.1.0
 */
public final class GuardedListeners implements ClaudeCacheListener {

	private static final Logger logger = System.getLogger(GuardedListeners.class.getName());

	private final List<ClaudeCacheListener> listeners;

	/**
	 * Creates a guard.
	 * @param listeners who is told, in order
	 */
	public GuardedListeners(List<ClaudeCacheListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public void onEvent(CacheEvent event) {
		for (ClaudeCacheListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
				logger.log(Level.WARNING, () -> "A listener of the cache failed: " + listener.getClass().getName(), ex);
			}
		}
	}

}
