package io.github.claudecache.semantic;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Some slots of a partition: the sketches beside the questions. The first words of all
 * sketches stand one after another, then the second ones, and so on, so that a search
 * reads memory in one go and the processor counts the bits of several at once.
 */
final class ScanSegment {

	static final int SLOTS = 128;

	private final int longs;

	private final long[] sketches;

	private final AtomicReferenceArray<@Nullable IndexedQuestion> questions = new AtomicReferenceArray<>(SLOTS);

	ScanSegment(int longs) {
		this.longs = longs;
		this.sketches = new long[longs * SLOTS];
	}

	// A reader that comes in between takes the old sketch for the new question or the
	// other way round. It may then overlook it, but never misjudge it.
	void put(int slot, IndexedQuestion question) {
		this.questions.set(slot, null);
		Sketch.write(question.embedding().vector(), this.sketches, slot, SLOTS);
		this.questions.set(slot, question);
	}

	void clear(int slot) {
		this.questions.set(slot, null);
	}

	@Nullable IndexedQuestion question(int slot) {
		return this.questions.get(slot);
	}

	boolean used(int slot) {
		return this.questions.getPlain(slot) != null;
	}

	/**
	 * In how many bits each sketch differs from one.
	 * @param asked the sketch
	 * @param distances is filled, a number for each slot, used or not
	 */
	void distances(long[] asked, int[] distances) {
		Arrays.fill(distances, 0);
		for (int word = 0; word < this.longs; word++) {
			long bits = asked[word];
			int first = word * SLOTS;
			for (int slot = 0; slot < SLOTS; slot++) {
				distances[slot] += Long.bitCount(bits ^ this.sketches[first + slot]);
			}
		}
	}

}
