package io.github.claudecache.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The text of an answer as it is kept: its UTF-8 form, or that deflated.
 *
 * @param bytes what is kept
 * @param length how many bytes the UTF-8 form has
 * @param deflated whether it is deflated
 */
record EntryBody(byte[] bytes, int length, boolean deflated) {

	// The format cannot do better, so whoever claims more has written something else.
	private static final int BEST_RATIO = 1032;

	/**
	 * Takes a text, and deflates it if it is long and that makes it shorter.
	 * @throws IllegalArgumentException if it has more bytes than an answer may have, or
	 * no UTF-8 form
	 */
	static EntryBody of(String text, int maxBytes, int deflateAbove) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > maxBytes) {
			throw new IllegalArgumentException("The answer has " + bytes.length + " bytes, more than " + maxBytes);
		}
		if (!strictText(bytes, 0, bytes.length).equals(text)) {
			throw new IllegalArgumentException("The answer has an unpaired surrogate");
		}
		byte[] deflated = (bytes.length > deflateAbove) ? deflate(bytes) : bytes;
		return new EntryBody(deflated, bytes.length, deflated != bytes);
	}

	/**
	 * The text behind what was kept.
	 * @param frame what was kept
	 * @param length how many bytes the UTF-8 form has to have
	 * @param deflated whether it was deflated
	 * @param maxBytes how many bytes it may have
	 * @throws IllegalArgumentException if it is anything else
	 */
	static String text(EntryFrame frame, long length, boolean deflated, int maxBytes) {
		if (length < 0 || length > maxBytes) {
			throw new IllegalArgumentException("Too long for an answer");
		}
		if (!deflated) {
			if (frame.bodyLength() != length) {
				throw new IllegalArgumentException("Not the whole of an answer");
			}
			return strictText(frame.bytes(), frame.bodyStart(), frame.bodyLength());
		}
		if (length > (long) BEST_RATIO * frame.bodyLength()) {
			throw new IllegalArgumentException("More than can be deflated to that");
		}
		return strictText(inflate(frame, (int) length), 0, (int) length);
	}

	private static byte[] deflate(byte[] bytes) {
		Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
		try {
			deflater.setInput(bytes);
			deflater.finish();
			byte[] buffer = new byte[bytes.length];
			int length = deflater.deflate(buffer);
			return (deflater.finished() && length < bytes.length) ? Arrays.copyOf(buffer, length) : bytes;
		}
		finally {
			deflater.end();
		}
	}

	private static byte[] inflate(EntryFrame frame, int length) {
		Inflater inflater = new Inflater(true);
		try {
			inflater.setInput(frame.bytes(), frame.bodyStart(), frame.bodyLength());
			byte[] bytes = new byte[length];
			boolean filled = inflater.inflate(bytes) == length;
			// The end is only noticed by asking for more.
			boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
			if (!filled || !ended || inflater.getRemaining() != 0) {
				throw new IllegalArgumentException("Not an answer of that length");
			}
			return bytes;
		}
		catch (DataFormatException ex) {
			throw new IllegalArgumentException("Not deflated", ex);
		}
		finally {
			inflater.end();
		}
	}

	// A decoder that replaced what is malformed would serve an answer that nobody gave.
	private static String strictText(byte[] bytes, int offset, int length) {
		String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
		if (text.indexOf('\uFFFD') >= 0) {
			byte[] again = text.getBytes(StandardCharsets.UTF_8);
			if (!Arrays.equals(again, 0, again.length, bytes, offset, offset + length)) {
				throw new IllegalArgumentException("Not UTF-8");
			}
		}
		return text;
	}

}
