package io.github.claudecache.redis;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The record and the body of an entry in one value, which cannot be taken apart or
 * altered by accident: {@code <checksum> <length of the record> <record>\n<body>}, the
 * checksum of all that follows it and the length in hexadecimal digits. The checksum is
 * no protection against somebody who may write to Redis and means to forge an entry.
 *
 * @param bytes the whole value
 * @param recordLength how many of its bytes are the record
 */
record EntryFrame(byte[] bytes, int recordLength) {

	private static final int SUM_DIGITS = 8;

	private static final int LENGTH_DIGITS = 4;

	/**
	 * Where the record begins.
	 */
	static final int RECORD = SUM_DIGITS + 1 + LENGTH_DIGITS + 1;

	/**
	 * The longest record: 64 tags of 256 bytes, other names, and room to spare.
	 */
	static final int MAX_RECORD = (1 << (4 * LENGTH_DIGITS)) - 1;

	/**
	 * What a value may have beside its body.
	 */
	static final int MAX_OVERHEAD = RECORD + MAX_RECORD + 1;

	static EntryFrame of(byte[] record, byte[] body) {
		if (record.length > MAX_RECORD) {
			throw new IllegalArgumentException(
					"The entry's record has " + record.length + " bytes, more than " + MAX_RECORD);
		}
		byte[] bytes = new byte[RECORD + record.length + 1 + body.length];
		writeHex(bytes, SUM_DIGITS + 1, LENGTH_DIGITS, record.length);
		bytes[SUM_DIGITS] = ' ';
		bytes[RECORD - 1] = ' ';
		System.arraycopy(record, 0, bytes, RECORD, record.length);
		bytes[RECORD + record.length] = '\n';
		System.arraycopy(body, 0, bytes, RECORD + record.length + 1, body.length);
		writeHex(bytes, 0, SUM_DIGITS, sum(bytes));
		return new EntryFrame(bytes, record.length);
	}

	/**
	 * Takes a value for what it says it is.
	 * @throws IllegalArgumentException if it is anything else
	 */
	static EntryFrame open(byte[] bytes) {
		if (bytes.length < RECORD + 1 || bytes[SUM_DIGITS] != ' ' || bytes[RECORD - 1] != ' ') {
			throw new IllegalArgumentException("Not an entry");
		}
		int recordLength = readHex(bytes, SUM_DIGITS + 1, LENGTH_DIGITS);
		if (RECORD + recordLength >= bytes.length || bytes[RECORD + recordLength] != '\n') {
			throw new IllegalArgumentException("Not the whole of an entry");
		}
		if (readHex(bytes, 0, SUM_DIGITS) != sum(bytes)) {
			throw new IllegalArgumentException("The entry was altered");
		}
		return new EntryFrame(bytes, recordLength);
	}

	int bodyStart() {
		return RECORD + this.recordLength + 1;
	}

	int bodyLength() {
		return this.bytes.length - bodyStart();
	}

	private static int sum(byte[] bytes) {
		CRC32C sum = new CRC32C();
		sum.update(bytes, SUM_DIGITS, bytes.length - SUM_DIGITS);
		return (int) sum.getValue();
	}

	private static void writeHex(byte[] bytes, int offset, int digits, int value) {
		for (int i = 0; i < digits; i++) {
			bytes[offset + i] = (byte) Character.forDigit((value >>> (4 * (digits - 1 - i))) & 0xF, 16);
		}
	}

	private static int readHex(byte[] bytes, int offset, int digits) {
		int value = 0;
		for (int i = offset; i < offset + digits; i++) {
			int digit = Character.digit(bytes[i], 16);
			if (digit < 0) {
				throw new IllegalArgumentException("Not an entry");
			}
			value = (value << 4) | digit;
		}
		return value;
	}

	@Override
	public String toString() {
		return new String(this.bytes, RECORD, this.recordLength, StandardCharsets.UTF_8);
	}

}
