package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.testsupport.Eventually;

/**
 * Stands before a server and spoils the connections to it. It begins by passing
 * everything on; at most one fault is in force at a time, for all connections, those that
 * exist and those to come. Faults strike between replies, never within one.
 * <p>
 * A fault that was asked for may not have struck yet: {@link #strikes()} tells. Safe for
 * use by many threads. Its threads are daemons.
 *
 * @since 0.1.0
 */
public final class RedisProxy implements AutoCloseable {

	private static final long CLOSING_SECONDS = 5;

	// As many connections wait to be accepted.
	private static final int BACKLOG = 50;

	private static final int DROPPED_AFTER_MILLIS = 200;

	private volatile int server;

	private final ServerSocket listener;

	private final Weather weather = new Weather();

	private final CountDownLatch ended = new CountDownLatch(1);

	private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

	private RedisProxy(int server) throws IOException {
		this.server = server;
		this.listener = new ServerSocket(Ports.unused(), BACKLOG, InetAddress.getLoopbackAddress());
		ProxiedConnection.daemon("accepts", this.port(), this::accept);
	}

	/**
	 * Opens a proxy.
	 * @param server the server behind it, which may stop and start meanwhile
	 * @return a proxy that passes everything on
	 */
	public static RedisProxy before(RedisProcess server) {
		try {
			return new RedisProxy(server.port());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Where it listens, on 127.0.0.1.
	 * @return the port
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * How many connections there are.
	 * @return the number of connections that have both ends
	 */
	public int connections() {
		return this.connections.size();
	}

	/**
	 * How often the fault that was asked for last has struck: replies dropped, pairs of
	 * replies swapped, or connections cut or half closed.
	 * @return the number of strikes
	 */
	public int strikes() {
		return this.weather.strikes();
	}

	/**
	 * Ends every fault. What a black hole has held is passed on, as it is when a network
	 * recovers; what was dropped stays lost.
	 */
	public void pass() {
		this.weather.change(Weather.Fault.NONE, Duration.ZERO);
	}

	/**
	 * From now on replies arrive later. Their order and their distances stay.
	 * @param delay by how much, not negative
	 */
	public void delay(Duration delay) {
		this.weather.change(Weather.Fault.NONE, delay);
	}

	/**
	 * From now on connections are accepted and requests taken, but nothing is passed on
	 * in either direction, as if a network had failed without a sign.
	 */
	public void blackHole() {
		this.weather.change(Weather.Fault.BLACK_HOLE, Duration.ZERO);
	}

	/**
	 * From now on nothing is passed on, as with {@link #blackHole()}, and clients that
	 * connect get no answer either, as if a firewall dropped their packets: they wait
	 * until they give up, or, after {@link #pass()}, until their system tries again, a
	 * second or more later. On Linux only.
	 * @throws IllegalStateException if the system goes on answering
	 */
	public void unreachable() {
		this.weather.change(Weather.Fault.UNREACHABLE, Duration.ZERO);
		fill();
		Eventually.holds("nobody accepts", this.weather::keepsSomebodyOut);
		// What has no place in the queue any more is dropped by the system.
		for (int i = 0; i < 2 * BACKLOG; i++) {
			if (!fill()) {
				return;
			}
		}
		throw new IllegalStateException("The system answers whoever connects");
	}

	/**
	 * From now on requests are passed on and replies are not. A client cannot tell which
	 * reply is missing: after {@link #pass()} it takes the next one for it.
	 */
	public void dropReplies() {
		this.weather.change(Weather.Fault.DROP_REPLIES, Duration.ZERO);
	}

	/**
	 * Swaps the next reply with the one after it on the same connection. The first waits
	 * until there is a second, whatever fault is asked for meanwhile, so the client has
	 * to have sent two requests. If its connection ends before that, the next two replies
	 * on another one are swapped.
	 */
	public void swapTwoReplies() {
		this.weather.change(Weather.Fault.SWAP_REPLIES, Duration.ZERO);
	}

	/**
	 * Cuts every connection at both ends, with a reset. New ones pass.
	 */
	public void cut() {
		this.weather.change(Weather.Fault.NONE, Duration.ZERO);
		cutAll();
	}

	/**
	 * From now on every connection is reset at both ends, those that exist and those to
	 * come.
	 */
	public void reset() {
		this.weather.change(Weather.Fault.RESET, Duration.ZERO);
		cutAll();
	}

	/**
	 * Stands before another server from now on, and cuts every connection: what clients
	 * see of a failover that keeps the address.
	 * @param other the server that connections lead to now
	 */
	public void passTo(RedisProcess other) {
		this.server = other.port();
		cut();
	}

	/**
	 * Tells every client that no more replies will come (FIN), while what it sends is
	 * still passed on. New connections pass.
	 */
	public void halfClose() {
		this.weather.change(Weather.Fault.NONE, Duration.ZERO);
		this.connections.forEach((connection) -> {
			connection.halfClose();
			this.weather.struck();
		});
	}

	/**
	 * Cuts every connection and accepts none any more.
	 */
	@Override
	public void close() {
		try {
			this.listener.close();
			this.weather.change(Weather.Fault.NONE, Duration.ZERO);
			// Until the thread has left it, the system goes on to accept.
			this.ended.await(CLOSING_SECONDS, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		cut();
	}

	private boolean fill() {
		try (Socket filler = new Socket()) {
			filler.connect(this.listener.getLocalSocketAddress(), DROPPED_AFTER_MILLIS);
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void cutAll() {
		this.connections.forEach((connection) -> {
			connection.cut();
			this.weather.struck();
		});
	}

	private void accept() throws IOException {
		try {
			acceptAll();
		}
		finally {
			this.ended.countDown();
		}
	}

	private void acceptAll() throws IOException {
		while (!this.listener.isClosed()) {
			Socket client = this.listener.accept();
			this.weather.awaitReachable();
			try {
				Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.server);
				ProxiedConnection connection = new ProxiedConnection(client, upstream, this.weather);
				this.connections.add(connection);
				connection.onEnd(() -> this.connections.remove(connection));
				if (this.weather.resets()) {
					connection.cut();
					this.weather.struck();
				}
				else {
					connection.open();
				}
				if (this.listener.isClosed()) {
					connection.cut();
				}
			}
			catch (IOException ex) {
				// As near as can be to a server that refuses.
				client.close();
			}
		}
	}

}
