package io.github.claudecache.semantic;

/**
 * The vector of a text. Must not be changed.
 *
 * @param vector of length one; as many numbers as the embedder's dimension
 * @param truncated whether the text was longer than the embedder reads, so that the
 * vector says nothing about its end
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // copied nowhere: there are many, and nobody
											// writes
public record Embedding(float[] vector, boolean truncated) {

	/**
	 * How close two texts are.
	 * @param other another vector of the same embedder
	 * @return the cosine, from -1 to 1
	 * @throws IllegalArgumentException if the dimensions differ
	 */
	public double cosine(Embedding other) {
		if (this.vector.length != other.vector.length) {
			throw new IllegalArgumentException(
					"Vectors of " + this.vector.length + " and " + other.vector.length + " numbers cannot be compared");
		}
		return dot(this.vector, other.vector);
	}

	/**
	 * Whether the vector can be compared: of length one and without anything that is not
	 * a number.
	 */
	boolean usable() {
		double square = dot(this.vector, this.vector);
		return Math.abs(square - 1) < 0.01;
	}

	// Four sums, so that the processor can add them at the same time.
	static float dot(float[] one, float[] other) {
		float a = 0;
		float b = 0;
		float c = 0;
		float d = 0;
		int i = 0;
		for (; i + 3 < one.length; i += 4) {
			a += one[i] * other[i];
			b += one[i + 1] * other[i + 1];
			c += one[i + 2] * other[i + 2];
			d += one[i + 3] * other[i + 3];
		}
		for (; i < one.length; i++) {
			a += one[i] * other[i];
		}
		return a + b + c + d;
	}

}
