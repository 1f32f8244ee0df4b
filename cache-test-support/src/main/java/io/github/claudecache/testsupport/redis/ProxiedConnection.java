package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * One client's connection through a proxy. One thread passes requests on, one takes
 * replies from the server and one hands them to the client when they are due.
 */
final class ProxiedConnection {

	private static final int CHUNK = 16 * 1024;

	private final Socket client;

	private final Socket server;

	private final Weather weather;

	private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile Runnable onEnd = () -> {
	};

	// The first of two replies that are to be swapped.
	private RespReader.@Nullable Frame held;

	ProxiedConnection(Socket client, Socket server, Weather weather) throws IOException {
		this.client = client;
		this.server = server;
		this.weather = weather;
		client.setTcpNoDelay(true);
		server.setTcpNoDelay(true);
	}

	void onEnd(Runnable action) {
		this.onEnd = action;
	}

	void open() {
		daemon("requests", this.client.getPort(), this::passRequests);
		daemon("replies", this.client.getPort(), this::takeReplies);
		daemon("deliveries", this.client.getPort(), this::deliver);
	}

	/**
	 * Resets both ends.
	 */
	void cut() {
		for (Socket socket : new Socket[] { this.client, this.server }) {
			try {
				socket.setSoLinger(true, 0);
			}
			catch (IOException ex) {
				// Closed by its other end already, which is what is wanted.
			}
		}
		end();
	}

	/**
	 * Ends the stream of replies and no more.
	 */
	void halfClose() {
		try {
			this.client.shutdownOutput();
		}
		catch (IOException ex) {
			end();
		}
	}

	static void daemon(String role, int port, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException | InterruptedException ex) {
				// The connection has ended, which is all that there is to say.
			}
		}, "redis-proxy-" + port + "-" + role);
		thread.setDaemon(true);
		thread.start();
	}

	private void passRequests() throws IOException {
		try {
			InputStream from = this.client.getInputStream();
			OutputStream to = this.server.getOutputStream();
			byte[] chunk = new byte[CHUNK];
			int length = from.read(chunk);
			while (length >= 0) {
				this.weather.awaitPassage();
				to.write(chunk, 0, length);
				length = from.read(chunk);
			}
			// The server answers what it has and closes.
			this.server.shutdownOutput();
		}
		catch (IOException ex) {
			end();
			throw ex;
		}
	}

	private void takeReplies() throws IOException {
		try {
			RespReader replies = new RespReader(this.server.getInputStream());
			RespReader.Frame reply = replies.next();
			while (reply != null) {
				take(reply);
				reply = replies.next();
			}
		}
		finally {
			if (this.held != null) {
				this.weather.notSwapped();
			}
			this.deliveries.add(Delivery.END);
		}
	}

	private void take(RespReader.Frame reply) {
		RespReader.Frame waiting = this.held;
		if (reply.push()) {
			schedule(reply);
		}
		else if (waiting != null) {
			this.held = null;
			schedule(reply);
			schedule(waiting);
			this.weather.swapped();
		}
		else {
			switch (this.weather.forReply()) {
				case SWAP_REPLIES -> this.held = reply;
				case DROP_REPLIES -> this.weather.struck();
				default -> schedule(reply);
			}
		}
	}

	private void schedule(RespReader.Frame reply) {
		this.deliveries.add(new Delivery(reply.bytes(), System.nanoTime() + this.weather.delayNanos()));
	}

	private void deliver() throws IOException, InterruptedException {
		try {
			Delivery next = this.deliveries.take();
			while (next != Delivery.END) {
				awaitTime(next.due());
				this.weather.awaitPassage();
				write(next.bytes());
				next = this.deliveries.take();
			}
		}
		finally {
			end();
		}
	}

	private void write(byte[] reply) throws IOException {
		try {
			this.client.getOutputStream().write(reply);
		}
		catch (IOException ex) {
			// After half a close requests still pass, though nobody is told of them.
			if (!this.client.isOutputShutdown() || this.client.isClosed()) {
				throw ex;
			}
		}
	}

	private static void awaitTime(long due) {
		long left = due - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = due - System.nanoTime();
		}
	}

	private void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.onEnd.run();
			for (Socket socket : new Socket[] { this.client, this.server }) {
				try {
					socket.close();
				}
				catch (IOException ex) {
					// Nothing is left to be done for it.
				}
			}
		}
	}

	/**
	 * What a thread does until its connection ends.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws IOException, InterruptedException;

	}

	/**
	 * The bytes of a reply, and when the client is to have them.
	 *
	 * @param bytes a whole reply
	 * @param due a moment of {@link System#nanoTime()}
	 */
	private record Delivery(byte[] bytes, long due) {

		private static final Delivery END = new Delivery(new byte[0], 0);

	}

}
