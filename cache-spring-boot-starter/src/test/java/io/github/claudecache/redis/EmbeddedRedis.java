package io.github.claudecache.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

import redis.embedded.RedisServer;

/**
 * A real Redis on a free port of this machine. It ends with the JVM.
 */
public final class EmbeddedRedis {

	private static final EmbeddedRedis SHARED = new EmbeddedRedis();

	private final int port = freePort();

	private final RedisServer server;

	private EmbeddedRedis() {
		try {
			this.server = RedisServer.newRedisServer().port(this.port).setting("save \"\"").build();
			this.server.start();
			Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The server that all tests of this JVM share.
	 * @return a running server
	 */
	public static EmbeddedRedis shared() {
		return SHARED;
	}

	/**
	 * Where it listens.
	 * @return the port on localhost
	 */
	public int port() {
		return this.port;
	}

	/**
	 * A port on which nothing listens.
	 * @return the port on localhost
	 */
	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void stop() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
