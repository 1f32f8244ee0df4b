package io.github.claudecache.redis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

import io.github.claudecache.identity.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A question as it stands beside its answer on Redis. It repeats the fingerprint of the
 * entry and the digest of the partition: one that was copied to another place is not
 * taken for a question of that place.
 * <p>
 * Bytes: the format (1), the fingerprint (32), the partition (16), when the entry expires
 * in milliseconds since 1970 (8), how many numbers the vector has (4), the vector in
 * single precision, then the text in UTF-8. All numbers are little-endian, as Redis wants
 * its vectors.
 *
 * @param text the question
 * @param vector its vector; empty where a vector set has it
 * @param expires when its entry expires
 */
record QuestionRecord(String text, float[] vector, Instant expires) {

	private static final byte FORMAT = 1;

	private static final int FINGERPRINT_BYTES = 32;

	private static final int PARTITION_BYTES = 16;

	private static final int HEAD = 1 + FINGERPRINT_BYTES + PARTITION_BYTES + Long.BYTES + Integer.BYTES;

	/** More than any embedder makes. */
	private static final int LONGEST_VECTOR = 1 << 16;

	/**
	 * The bytes of the record at its place.
	 * @param entry the fingerprint of its entry
	 * @param partition 32 hexadecimal digits
	 */
	byte[] at(Fingerprint entry, String partition) {
		byte[] utf8 = this.text.getBytes(StandardCharsets.UTF_8);
		ByteBuffer bytes = littleEndian(HEAD + this.vector.length * Float.BYTES + utf8.length).put(FORMAT)
			.put(HexFormat.of().parseHex(entry.value()))
			.put(HexFormat.of().parseHex(partition))
			.putLong(this.expires.toEpochMilli())
			.putInt(this.vector.length);
		return bytes.put(blob(this.vector)).put(utf8).array();
	}

	/**
	 * Whether its vector has length one, as every vector of an embedder has.
	 */
	boolean comparable() {
		double square = 0;
		for (float number : this.vector) {
			square += (double) number * number;
		}
		return Math.abs(square - 1) < 0.01;
	}

	/**
	 * Reads a record.
	 * @param bytes what stands on Redis
	 * @param entry the fingerprint of the entry beside which it stands
	 * @param partition the digest of the partition in which it was looked for
	 * @return the record; {@code null} if it is not one of this place and format
	 */
	static @Nullable QuestionRecord of(byte[] bytes, Fingerprint entry, String partition) {
		if (bytes.length < HEAD || bytes[0] != FORMAT) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		buffer.get();
		if (!hex(buffer, FINGERPRINT_BYTES).equals(entry.value()) || !hex(buffer, PARTITION_BYTES).equals(partition)) {
			return null;
		}
		long expires = buffer.getLong();
		int numbers = buffer.getInt();
		if (numbers < 0 || numbers > LONGEST_VECTOR || buffer.remaining() < numbers * Float.BYTES) {
			return null;
		}
		float[] vector = new float[numbers];
		buffer.asFloatBuffer().get(vector);
		buffer.position(buffer.position() + numbers * Float.BYTES);
		return new QuestionRecord(StandardCharsets.UTF_8.decode(buffer).toString(), vector,
				Instant.ofEpochMilli(expires));
	}

	/**
	 * A vector as Redis wants it: single precision, little-endian.
	 */
	static byte[] blob(float[] vector) {
		ByteBuffer bytes = littleEndian(vector.length * Float.BYTES);
		bytes.asFloatBuffer().put(vector);
		return bytes.array();
	}

	private static ByteBuffer littleEndian(int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static String hex(ByteBuffer buffer, int length) {
		byte[] bytes = new byte[length];
		buffer.get(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
