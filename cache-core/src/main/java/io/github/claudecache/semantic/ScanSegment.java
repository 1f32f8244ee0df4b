package io.github.claudecache.semantic;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Some slots of a partition: the sketches one after another, so that they are read in one
 * go, and the questions beside them.
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
		Sketch.write(question.embedding().vector(), this.sketches, slot * this.longs);
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

	int distance(long[] asked, int slot) {
		return Sketch.distance(asked, this.sketches, slot * this.longs);
	}

}
