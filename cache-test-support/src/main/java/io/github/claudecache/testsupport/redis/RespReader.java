package io.github.claudecache.testsupport.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads the replies of a server one by one, in versions 2 and 3 of its protocol, and
 * keeps the bytes of each. The streamed types that version 3 describes are sent by no
 * server and are refused.
 */
final class RespReader {

	// The text of a verbatim string begins after its format, such as "txt:".
	private static final int FORMAT_LENGTH = 4;

	private final InputStream in;

	private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

	RespReader(InputStream in) {
		this.in = new BufferedInputStream(in);
	}

	/**
	 * The next reply, or null if the stream has ended.
	 * @throws EOFException if the stream ends within a reply
	 */
	@Nullable Frame next() throws IOException {
		this.raw.reset();
		int type = this.in.read();
		if (type < 0) {
			return null;
		}
		RedisReply reply = read(type);
		return new Frame(this.raw.toByteArray(), reply, type == '>');
	}

	private RedisReply read(int type) throws IOException {
		this.raw.write(type);
		String line = readLine();
		return switch (type) {
			case '+', ':', ',', '#', '(' -> RedisReply.text(line);
			case '-' -> RedisReply.error(line);
			case '_' -> RedisReply.NULL;
			case '$' -> readBlob(length(line), 0);
			case '=' -> readBlob(length(line), FORMAT_LENGTH);
			case '!' -> RedisReply.error(readBlob(length(line), 0).text());
			case '*', '~', '>' -> readList(length(line));
			case '%' -> readList(2 * length(line));
			case '|' -> readAttributed(length(line));
			default -> throw new StreamCorruptedException("No reply begins with '" + (char) type + "'");
		};
	}

	private RedisReply readBlob(int length, int skipped) throws IOException {
		if (length < 0) {
			return RedisReply.NULL;
		}
		byte[] bytes = this.in.readNBytes(length);
		this.raw.write(bytes);
		if (bytes.length < length || !readLine().isEmpty()) {
			throw new EOFException("The stream ended within a reply");
		}
		return RedisReply.text(new String(bytes, skipped, length - skipped, StandardCharsets.UTF_8));
	}

	private RedisReply readList(int length) throws IOException {
		if (length < 0) {
			return RedisReply.NULL;
		}
		List<RedisReply> elements = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			elements.add(read(this.in.read()));
		}
		return RedisReply.list(elements);
	}

	// Attributes stand before the reply that they describe.
	private RedisReply readAttributed(int attributes) throws IOException {
		readList(2 * attributes);
		return read(this.in.read());
	}

	private String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int next = readByte();
		while (next != '\r') {
			line.write(next);
			next = readByte();
		}
		if (readByte() != '\n') {
			throw new StreamCorruptedException("A line of a reply has no end");
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	private int readByte() throws IOException {
		int next = this.in.read();
		if (next < 0) {
			throw new EOFException("The stream ended within a reply");
		}
		this.raw.write(next);
		return next;
	}

	private static int length(String line) throws StreamCorruptedException {
		try {
			return Integer.parseInt(line);
		}
		catch (NumberFormatException ex) {
			throw new StreamCorruptedException("Not a length: '" + line + "'");
		}
	}

	/**
	 * One reply.
	 *
	 * @param bytes as it was sent
	 * @param reply what it says
	 * @param push whether the server sent it unasked
	 */
	record Frame(byte[] bytes, RedisReply reply, boolean push) {
	}

}
