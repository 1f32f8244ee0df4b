package io.github.claudecache.testsupport.redis;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection for commands of a test, one at a time.
 */
final class RespConnection implements AutoCloseable {

	private final Socket socket = new Socket();

	private final RespReader replies;

	RespConnection(int port, Duration timeout) throws IOException {
		int millis = Math.toIntExact(timeout.toMillis());
		try {
			this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
			this.socket.setSoTimeout(millis);
			this.socket.setTcpNoDelay(true);
			this.replies = new RespReader(this.socket.getInputStream());
		}
		catch (IOException ex) {
			this.socket.close();
			throw ex;
		}
	}

	RedisReply command(String... command) throws IOException {
		send(command);
		return reply();
	}

	void send(String... command) throws IOException {
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		request.writeBytes(ascii("*" + command.length + "\r\n"));
		for (String argument : command) {
			byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
			request.writeBytes(ascii("$" + bytes.length + "\r\n"));
			request.writeBytes(bytes);
			request.writeBytes(ascii("\r\n"));
		}
		this.socket.getOutputStream().write(request.toByteArray());
	}

	RedisReply reply() throws IOException {
		RespReader.Frame frame = this.replies.next();
		if (frame == null) {
			throw new EOFException("The connection was closed");
		}
		if (frame.reply().isError()) {
			throw new RedisErrorException(frame.reply().text());
		}
		return frame.reply();
	}

	/**
	 * Sends nothing more.
	 */
	void endRequests() throws IOException {
		this.socket.shutdownOutput();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
