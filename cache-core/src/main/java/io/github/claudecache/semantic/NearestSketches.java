package io.github.claudecache.semantic;

import java.util.Arrays;

/**
 * Keeps the places whose sketches differ least. Whenever the buffer is full, all but the
 * nearest are thrown out, and from then on only what is nearer than they were gets in.
 * Used by one thread.
 */
final class NearestSketches {

	private final int kept;

	private final int[] places;

	private final short[] distances;

	private final int[] counts;

	private int size;

	private int limit;

	/**
	 * Creates a buffer.
	 * @param kept how many places are kept at least
	 * @param bits the largest distance
	 */
	NearestSketches(int kept, int bits) {
		this.kept = kept;
		this.places = new int[4 * kept];
		this.distances = new short[4 * kept];
		this.counts = new int[bits + 1];
		this.limit = bits;
	}

	/**
	 * Whether a sketch this far away is worth an offer.
	 */
	boolean takes(int distance) {
		return distance <= this.limit;
	}

	void offer(int place, int distance) {
		if (distance > this.limit) {
			return;
		}
		if (this.size == this.places.length) {
			shrink();
			if (distance > this.limit || this.size == this.places.length) {
				return;
			}
		}
		this.places[this.size] = place;
		this.distances[this.size++] = (short) distance;
		this.counts[distance]++;
	}

	/**
	 * What is left, the nearest first.
	 * @return the distance in the upper half of each number, the place in the lower
	 */
	long[] nearest() {
		shrink();
		long[] nearest = new long[this.size];
		for (int i = 0; i < this.size; i++) {
			nearest[i] = (long) this.distances[i] << Integer.SIZE | this.places[i];
		}
		Arrays.sort(nearest);
		return nearest;
	}

	private void shrink() {
		int within = 0;
		int cut = 0;
		while (cut < this.limit && within + this.counts[cut] < this.kept) {
			within += this.counts[cut++];
		}
		int left = 0;
		for (int i = 0; i < this.size; i++) {
			if (this.distances[i] <= cut) {
				this.places[left] = this.places[i];
				this.distances[left++] = this.distances[i];
			}
			else {
				this.counts[this.distances[i]]--;
			}
		}
		this.size = left;
		this.limit = cut;
	}

}
