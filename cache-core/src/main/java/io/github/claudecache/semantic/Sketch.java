package io.github.claudecache.semantic;

/**
 * The signs of a vector's numbers, one bit each. Vectors that are close differ in few of
 * them: the share that differs is about the angle between them, divided by pi (Charikar
 * 2002, "Similarity estimation techniques from rounding algorithms", for random planes).
 */
final class Sketch {

	private static final double DEVIATIONS = 2.5;

	private Sketch() {
	}

	/**
	 * How many longs the sketch of a vector has.
	 */
	static int longs(int numbers) {
		return (numbers + Long.SIZE - 1) / Long.SIZE;
	}

	/**
	 * In how many bits two vectors differ at most, but for one of a hundred: as many as
	 * the angle between them says, and {@value #DEVIATIONS} standard deviations more, as
	 * if the bits had nothing to do with each other. Of the vectors of questions, the
	 * deviation is even smaller: 7.5 bits of 384 at any angle.
	 * @param cosine of the two vectors
	 * @param numbers how many the vectors have
	 */
	static double most(double cosine, int numbers) {
		double share = Math.acos(Math.max(-1, Math.min(1, cosine))) / Math.PI;
		return numbers * share + DEVIATIONS * Math.sqrt(numbers * share * (1 - share));
	}

	/**
	 * The sketch of a vector.
	 */
	static long[] of(float[] vector) {
		long[] sketch = new long[longs(vector.length)];
		write(vector, sketch, 0, 1);
		return sketch;
	}

	/**
	 * Writes the sketch of a vector.
	 * @param at where its first word goes
	 * @param step how far its words are apart
	 */
	static void write(float[] vector, long[] sketches, int at, int step) {
		for (int word = 0; word < longs(vector.length); word++) {
			long bits = 0;
			int from = word * Long.SIZE;
			for (int i = from; i < Math.min(from + Long.SIZE, vector.length); i++) {
				bits |= (vector[i] > 0) ? 1L << (i - from) : 0;
			}
			sketches[at + word * step] = bits;
		}
	}

}
