package io.github.claudecache.testsupport;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;

/**
 * Remembers every event. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class EventLog implements ClaudeCacheListener {

	private final Queue<CacheEvent> events = new ConcurrentLinkedQueue<>();

	@Override
	public void onEvent(CacheEvent event) {
		this.events.add(event);
	}

	/**
	 * The events so far.
	 * @return the events, in the order in which they were told
	 */
	public List<CacheEvent> events() {
		return List.copyOf(this.events);
	}

	/**
	 * The events of one kind so far.
	 * @param <E> the kind
	 * @param kind the kind
	 * @return the events, in the order in which they were told
	 */
	public <E extends CacheEvent> List<E> events(Class<E> kind) {
		return this.events.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	/**
	 * How many lookups found something, nothing or no key.
	 * @return the number of {@code Served}, {@code Missed} and {@code Bypassed} events
	 */
	public long lookups() {
		return served() + count(CacheEvent.Missed.class, (event) -> true)
				+ count(CacheEvent.Bypassed.class, (event) -> true);
	}

	/**
	 * How many lookups were served from the store.
	 * @return the number of {@code Served} events
	 */
	public long served() {
		return count(CacheEvent.Served.class, (event) -> true);
	}

	/**
	 * How many lookups missed for a reason.
	 * @param reason the reason
	 * @return the number of {@code Missed} events
	 */
	public long missed(MissReason reason) {
		return count(CacheEvent.Missed.class, (event) -> event.reason() == reason);
	}

	/**
	 * How many answers were kept.
	 * @return the number of {@code Stored} events
	 */
	public long stored() {
		return count(CacheEvent.Stored.class, (event) -> true);
	}

	/**
	 * How many answers were not kept.
	 * @return the number of {@code NotStored} events
	 */
	public long notStored() {
		return count(CacheEvent.NotStored.class, (event) -> true);
	}

	/**
	 * How many answers were not kept for a reason.
	 * @param reason the reason
	 * @return the number of {@code NotStored} events
	 */
	public long notStored(RefusalReason reason) {
		return count(CacheEvent.NotStored.class, (event) -> event.reason() == reason);
	}

	/**
	 * Forgets all events.
	 */
	public void clear() {
		this.events.clear();
	}

	private <E extends CacheEvent> long count(Class<E> kind, Predicate<E> which) {
		return this.events.stream().filter(kind::isInstance).map(kind::cast).filter(which).count();
	}

}
