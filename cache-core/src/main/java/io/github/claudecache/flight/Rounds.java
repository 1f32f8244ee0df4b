package io.github.claudecache.flight;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

import io.github.claudecache.store.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * The computations of this process while the store cannot be asked. Without ledgers
 * nobody can tell whether something was invalidated since a computation began, so an
 * answer is fresh enough only for callers who had come before that. Therefore nobody
 * joins a round that has begun. A few rounds of one question may run at the same time;
 * more callers wait for the next one to begin and share its answer. That bounds the calls
 * that a store which fails puts on Claude, at the price of a wait for callers of a
 * question that is asked very often. Safe for use by many threads; never blocks.
 *
 * @since 0.1.0
 */
public final class Rounds {

	private final int atOnce;

	private final ConcurrentMap<EntryKey, Line> lines = new ConcurrentHashMap<>();

	/**
	 * Creates rounds.
	 * @param atOnce how many rounds of one question run at the same time, at least 1
	 * @throws IllegalArgumentException if that is less than 1
	 */
	public Rounds(int atOnce) {
		if (atOnce < 1) {
			throw new IllegalArgumentException("At least one call at a time is needed, not " + atOnce);
		}
		this.atOnce = atOnce;
	}

	/**
	 * Takes part in a round that has not begun.
	 * @param key what is asked
	 * @param caller the thread that will block until the round ends; {@code null} if none
	 * will. A thread that leads a round already never waits for another one of that
	 * question
	 * @return the round, and whether the caller leads it
	 */
	public Round take(EntryKey key, @Nullable Thread caller) {
		AtomicReference<Round> taken = new AtomicReference<>();
		this.lines.compute(key, (any, present) -> {
			Line line = (present != null) ? present : new Line();
			taken.set(line.take(key, caller, this.atOnce));
			return line.running.isEmpty() ? null : line;
		});
		Round round = taken.get();
		if (round.leads()) {
			round.flight().landing().whenComplete((landing, error) -> ended(round.flight()));
		}
		return round;
	}

	/**
	 * Begins a round whose leader has waited too long for those before it: one of them
	 * may never end.
	 * @param round the round
	 */
	public void overtake(Round round) {
		this.lines.remove(round.flight().key());
		round.begun().complete(null);
	}

	/**
	 * How many questions are being asked.
	 * @return the number
	 */
	public int size() {
		return this.lines.size();
	}

	private void ended(Flight flight) {
		AtomicReference<@Nullable Round> next = new AtomicReference<>();
		this.lines.computeIfPresent(flight.key(), (key, line) -> {
			if (line.running.remove(flight)) {
				next.set(line.advance());
			}
			return line.running.isEmpty() ? null : line;
		});
		Round begins = next.get();
		if (begins != null) {
			begins.begun().complete(null);
		}
	}

	/**
	 * What a caller does while the store cannot be asked.
	 *
	 * @param flight where those who do not lead wait for the answer
	 * @param leads whether this caller asks Claude, as soon as the round begins
	 * @param begun completes when the leader may ask; nobody joins the round after that
	 */
	public record Round(Flight flight, boolean leads, CompletableFuture<Void> begun) {
	}

	/**
	 * The rounds of one question. Changed only while the map computes.
	 */
	private static final class Line {

		private final Set<Flight> running = new HashSet<>();

		private @Nullable Round next;

		Round take(EntryKey key, @Nullable Thread caller, int atOnce) {
			if (this.running.stream().anyMatch((flight) -> flight.ledBy(caller))) {
				return begun(new Flight(key, caller));
			}
			if (this.running.size() < atOnce) {
				Round first = begun(new Flight(key, caller));
				this.running.add(first.flight());
				return first;
			}
			Round waiting = this.next;
			if (waiting != null) {
				return new Round(waiting.flight(), false, waiting.begun());
			}
			Round last = new Round(new Flight(key, caller), true, new CompletableFuture<>());
			this.next = last;
			return last;
		}

		@Nullable Round advance() {
			Round begins = this.next;
			if (begins != null) {
				this.next = null;
				this.running.add(begins.flight());
			}
			return begins;
		}

		private static Round begun(Flight flight) {
			return new Round(flight, true, CompletableFuture.completedFuture(null));
		}

	}

}
