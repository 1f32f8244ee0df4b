package io.github.claudecache.benchmarks.speed.invalidation;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.github.claudecache.benchmarks.speed.server.RedisAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Bystander} runs in its process: one {@code GET} after the other on a
 * plain socket, without making garbage. It is told on its standard input when to begin
 * and when to say how long the longest took.
 *
 * @since 0.1.0
 */
public final class BystanderProcess {

	static final String READY = "ready";

	static final String WATCH = "watch";

	static final String LONGEST = "longest";

	private static final String VALUE = "here";

	private static final byte[] REPLY = ("$" + VALUE.length() + "\r\n" + VALUE + "\r\n")
		.getBytes(StandardCharsets.US_ASCII);

	private final OutputStream out;

	private final InputStream in;

	private final byte[] command;

	private volatile boolean watching;

	private long longestNanos;

	private @Nullable IOException problem;

	private BystanderProcess(Socket socket, String key) throws IOException {
		this.out = socket.getOutputStream();
		this.in = new BufferedInputStream(socket.getInputStream());
		this.command = command("GET", key);
		exchange(command("SET", key, VALUE), "+OK\r\n".getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Runs until its standard input ends.
	 * @param arguments the address of the server, and a key
	 * @throws IOException if the server is not there
	 * @throws InterruptedException if it is interrupted
	 */
	public static void main(String... arguments) throws IOException, InterruptedException {
		RedisAddress address = RedisAddress.parse(arguments[0]);
		try (Socket socket = new Socket(address.host(), address.port())) {
			socket.setTcpNoDelay(true);
			BystanderProcess bystander = new BystanderProcess(socket, arguments[1]);
			System.out.println(READY);
			bystander.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)));
		}
	}

	private void obey(BufferedReader orders) throws IOException, InterruptedException {
		Thread thread = new Thread(this::ask, "bystander");
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			if (order.equals(WATCH)) {
				this.watching = true;
				this.longestNanos = 0;
				thread = new Thread(this::ask, "bystander");
				thread.start();
			}
			else {
				this.watching = false;
				thread.join();
				if (this.problem != null) {
					throw this.problem;
				}
				System.out.println(this.longestNanos);
			}
		}
		this.watching = false;
		thread.join();
	}

	private void ask() {
		try {
			while (this.watching) {
				long began = System.nanoTime();
				exchange(this.command, REPLY);
				this.longestNanos = Math.max(this.longestNanos, System.nanoTime() - began);
			}
		}
		catch (IOException ex) {
			this.problem = ex;
		}
	}

	private void exchange(byte[] command, byte[] reply) throws IOException {
		this.out.write(command);
		this.out.flush();
		for (byte expected : reply) {
			int read = this.in.read();
			if (read < 0) {
				throw new EOFException("Redis closed the connection");
			}
			if (read != expected) {
				throw new IOException("Redis gave another reply than expected");
			}
		}
	}

	private static byte[] command(String... words) {
		StringBuilder text = new StringBuilder("*").append(words.length).append("\r\n");
		for (String word : words) {
			text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
		}
		return text.toString().getBytes(StandardCharsets.US_ASCII);
	}

}
