package io.github.claudecache.flight;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.store.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * The computations that are under way in this process, at most one that can be joined for
 * each key. Safe for use by many threads; never blocks.
 *
 * @since 0.1.0
 */
public final class Flights {

	private final ConcurrentMap<EntryKey, Flight> underWay = new ConcurrentHashMap<>();

	/**
	 * Joins the flight of a key, or leads a new one. A flight is joined if it began after
	 * everything that the caller knows to be void; an older one flies on for those who
	 * already wait, but nobody joins it any more. A flight whose leader is still
	 * capturing is joined too: its stamp is compared when it lands.
	 * @param key what is asked
	 * @param standing what the ledgers said when the caller began
	 * @param caller the thread that will block until the flight lands; {@code null} if
	 * none will. A thread never joins a flight that it leads itself
	 * @return the flight, and whether the caller leads it
	 */
	public Boarding board(EntryKey key, Standing standing, @Nullable Thread caller) {
		Flight mine = new Flight(key, caller);
		Flight boarded = this.underWay.compute(key,
				(any, present) -> (present != null && joinable(present, standing, caller)) ? present : mine);
		return new Boarding(boarded, boarded == mine);
	}

	/**
	 * As {@link #board}, for a caller that has waited for a flight which brought it
	 * nothing. All who waited for one flight board one other, even those who come when
	 * that one has landed already: what ends a wait is told to the waiting callers one
	 * after another, and a model that fails at once would be asked again by each.
	 * @param ended the flight that the caller waited for
	 * @param standing what the ledgers say since then
	 * @param caller the thread that will block until the flight lands; {@code null} if
	 * none will
	 * @return the flight, which may have landed, and whether the caller leads it
	 */
	public Boarding boardAfter(Flight ended, Standing standing, @Nullable Thread caller) {
		Flight mine = new Flight(ended.key(), caller);
		AtomicReference<Flight> boarded = new AtomicReference<>(mine);
		this.underWay.compute(ended.key(), (key, present) -> {
			Flight next = ended.successor();
			if (next != null && next.promising() && joinable(next, standing, caller)) {
				boarded.set(next);
				return present;
			}
			if (present != null && joinable(present, standing, caller)) {
				boarded.set(present);
			}
			ended.succeededBy(boarded.get());
			return boarded.get();
		});
		return new Boarding(boarded.get(), boarded.get() == mine);
	}

	/**
	 * The flight that a caller could join, without leading one.
	 * @param key what is asked
	 * @param standing what the ledgers said when the caller began
	 * @param caller the thread that will block until the flight lands, if one will
	 * @return the flight, or {@code null}
	 */
	public @Nullable Flight find(EntryKey key, Standing standing, @Nullable Thread caller) {
		Flight present = this.underWay.get(key);
		return (present != null && joinable(present, standing, caller)) ? present : null;
	}

	/**
	 * Ends a flight for everyone who waits. The second and later calls do nothing.
	 * @param flight the flight
	 * @param landing how it ended
	 */
	public void land(Flight flight, Landing landing) {
		this.underWay.remove(flight.key(), flight);
		flight.landing().complete(landing);
	}

	/**
	 * Keeps others from joining a flight that takes too long.
	 * @param flight the flight
	 */
	public void remove(Flight flight) {
		flight.takesTooLong();
		this.underWay.remove(flight.key(), flight);
	}

	/**
	 * How many flights are under way.
	 * @return the number
	 */
	public int size() {
		return this.underWay.size();
	}

	// A thread that waited for the flight it leads itself would never get an answer.
	private static boolean joinable(Flight flight, Standing standing, @Nullable Thread caller) {
		if (flight.ledBy(caller)) {
			return false;
		}
		Stamp born = flight.born();
		return born == null || standing.admits(born);
	}

}
