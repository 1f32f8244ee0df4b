package io.github.claudecache.semantic;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

import io.github.claudecache.identity.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one partition. A search reads the sketches of all of them, which takes
 * some nanoseconds for each, and compares the vectors of those that differ least; few
 * questions are all compared. Searches take no lock and disturb nobody; changes take one
 * after the other some microseconds.
 */
final class PartitionScan {

	// How many vectors are compared at most: enough that of a hundred thousand questions
	// of a
	// help
	// desk the nearest is missed in less than one search of a hundred. The index
	// benchmark prints how often it is found.

	private static final int LEAST = 256;

	private static final int FOR_EACH_CANDIDATE = 12;

	private static final int ONE_OF = 400;

	private final ReentrantLock changes = new ReentrantLock();

	private final Map<Fingerprint, Integer> places = new HashMap<>();

	private final Deque<Integer> free = new ArrayDeque<>();

	private final CopyOnWriteArrayList<ScanSegment> segments = new CopyOnWriteArrayList<>();

	private int dimension;

	// Written after each change and read before each search, so that a search sees what
	// was added before it.
	private volatile int slots;

	List<SemanticIndex.Candidate> nearest(float[] vector, int limit) {
		int used = this.slots;
		if (used == 0 || vector.length != this.dimension) {
			return List.of();
		}
		PriorityQueue<SemanticIndex.Candidate> nearest = new PriorityQueue<>(
				Comparator.comparingDouble(SemanticIndex.Candidate::similarity));
		int compared = Math.max(Math.max(LEAST, FOR_EACH_CANDIDATE * limit), used / ONE_OF);
		if (used <= compared) {
			for (int place = 0; place < used; place++) {
				compare(place, vector, limit, nearest);
			}
		}
		else {
			for (long likely : likely(vector, used, compared)) {
				boolean full = nearest.size() == limit;
				if (full && (likely >>> Integer.SIZE) > Sketch.most(nearest.element().similarity(), vector.length)) {
					break;
				}
				compare((int) likely, vector, limit, nearest);
			}
		}
		List<SemanticIndex.Candidate> found = new ArrayList<>(nearest);
		found.sort(Comparator.comparingDouble(SemanticIndex.Candidate::similarity).reversed());
		return found;
	}

	/**
	 * Adds or replaces a question.
	 * @param room how many questions there may be
	 * @throws IllegalArgumentException if its vector has another dimension than the
	 * others
	 */
	void put(IndexedQuestion question, int room, Instant now) {
		this.changes.lock();
		try {
			int numbers = question.embedding().vector().length;
			if (this.dimension == 0) {
				this.dimension = numbers;
			}
			if (numbers != this.dimension) {
				throw new IllegalArgumentException(
						"A vector of " + numbers + " numbers does not belong to others of " + this.dimension);
			}
			if (this.places.size() >= room && !this.places.containsKey(question.entry())) {
				makeRoom(room, now);
			}
			Integer place = this.places.computeIfAbsent(question.entry(), (entry) -> freePlace());
			segment(place).put(place % ScanSegment.SLOTS, question);
			this.slots = this.segments.size() * ScanSegment.SLOTS;
		}
		finally {
			this.changes.unlock();
		}
	}

	void remove(Fingerprint entry) {
		this.changes.lock();
		try {
			Integer place = this.places.remove(entry);
			if (place != null) {
				segment(place).clear(place % ScanSegment.SLOTS);
				this.free.addFirst(place);
			}
		}
		finally {
			this.changes.unlock();
		}
	}

	private long[] likely(float[] vector, int used, int compared) {
		long[] asked = Sketch.of(vector);
		int[] distances = new int[ScanSegment.SLOTS];
		NearestSketches nearest = new NearestSketches(compared, asked.length * Long.SIZE);
		int first = 0;
		for (ScanSegment segment : this.segments) {
			if (first >= used) {
				break;
			}
			segment.distances(asked, distances);
			for (int slot = 0; slot < ScanSegment.SLOTS; slot++) {
				if (nearest.takes(distances[slot]) && segment.used(slot)) {
					nearest.offer(first + slot, distances[slot]);
				}
			}
			first += ScanSegment.SLOTS;
		}
		return nearest.nearest();
	}

	private void compare(int place, float[] vector, int limit, PriorityQueue<SemanticIndex.Candidate> nearest) {
		IndexedQuestion question = segment(place).question(place % ScanSegment.SLOTS);
		if (question == null) {
			return;
		}
		double similarity = Embedding.dot(question.embedding().vector(), vector);
		if (nearest.size() == limit) {
			if (similarity <= nearest.element().similarity()) {
				return;
			}
			nearest.remove();
		}
		nearest.add(new SemanticIndex.Candidate(question.entry(), question.question(), similarity));
	}

	private ScanSegment segment(int place) {
		return this.segments.get(place / ScanSegment.SLOTS);
	}

	private int freePlace() {
		if (this.free.isEmpty()) {
			int first = this.segments.size() * ScanSegment.SLOTS;
			this.segments.add(new ScanSegment(Sketch.longs(this.dimension)));
			for (int slot = 0; slot < ScanSegment.SLOTS; slot++) {
				this.free.addLast(first + slot);
			}
		}
		return this.free.removeFirst();
	}

	// What has expired, or else the tenth that expires first.
	private void makeRoom(int room, Instant now) {
		List<IndexedQuestion> all = new ArrayList<>();
		for (int place : this.places.values()) {
			@Nullable IndexedQuestion question = segment(place).question(place % ScanSegment.SLOTS);
			if (question != null) {
				all.add(question);
			}
		}
		all.sort(Comparator.comparing(IndexedQuestion::expires));
		int expired = 0;
		while (expired < all.size() && !now.isBefore(all.get(expired).expires())) {
			expired++;
		}
		int going = (this.places.size() - expired < room) ? expired : expired + 1 + room / 10;
		all.subList(0, Math.min(going, all.size())).forEach((question) -> remove(question.entry()));
	}

}
