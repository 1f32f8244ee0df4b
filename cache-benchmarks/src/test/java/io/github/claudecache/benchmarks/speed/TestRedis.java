package io.github.claudecache.benchmarks.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

import redis.embedded.RedisServer;

/**
 * A real Redis on a free port of this machine.
 */
final class TestRedis implements AutoCloseable {

	private final int port = freePort();

	private final RedisServer server;

	TestRedis() throws IOException {
		this.server = RedisServer.newRedisServer().port(this.port).setting("save \"\"").build();
		this.server.start();
	}

	String address() {
		return "localhost:" + this.port;
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.stop();
	}

}
