package io.github.claudecache.benchmarks.speed.invalidation;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.claudecache.benchmarks.speed.server.RedisAddress;
import org.jspecify.annotations.Nullable;

/**
 * Another client of the server: one {@code GET} after the other on a plain socket, so
 * that nothing but the server and the machine can hold it up. Remembers the longest time
 * that one of them took.
 */
final class Bystander implements AutoCloseable {

	private static final String VALUE = "here";

	private final Socket socket;

	private final OutputStream out;

	private final InputStream in;

	private final byte[] command;

	private volatile boolean watching;

	private @Nullable Thread thread;

	private long longestNanos;

	private @Nullable IOException problem;

	Bystander(RedisAddress address, String key) throws IOException {
		this.socket = new Socket(address.host(), address.port());
		this.socket.setTcpNoDelay(true);
		this.out = this.socket.getOutputStream();
		this.in = new BufferedInputStream(this.socket.getInputStream());
		this.command = command("GET", key);
		exchange(command("SET", key, VALUE), "+OK\r\n");
	}

	void watch() {
		this.watching = true;
		this.longestNanos = 0;
		this.thread = new Thread(this::ask, "bystander");
		this.thread.start();
	}

	/**
	 * Stops watching.
	 * @return the longest time that a {@code GET} took since it began
	 */
	Duration longest() {
		this.watching = false;
		try {
			if (this.thread != null) {
				this.thread.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.problem != null) {
			throw new IllegalStateException("The other client failed", this.problem);
		}
		return Duration.ofNanos(this.longestNanos);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private void ask() {
		String reply = "$" + VALUE.length() + "\r\n" + VALUE + "\r\n";
		try {
			while (this.watching) {
				long began = System.nanoTime();
				exchange(this.command, reply);
				this.longestNanos = Math.max(this.longestNanos, System.nanoTime() - began);
			}
		}
		catch (IOException ex) {
			this.problem = ex;
		}
	}

	private void exchange(byte[] command, String reply) throws IOException {
		this.out.write(command);
		this.out.flush();
		for (int i = 0; i < reply.length(); i++) {
			int read = this.in.read();
			if (read < 0) {
				throw new EOFException("Redis closed the connection");
			}
			if (read != reply.charAt(i)) {
				throw new IOException("Redis gave another reply than " + reply.strip());
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
