package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives out ports of the loopback interface, each once.
 */
final class Ports {

	// Below the ports that systems give to outgoing connections. Among those, a client
	// that tries to reach a stopped server could be connected to itself, and the port
	// could go to somebody else before the server is back.
	private static final int FIRST = 10_000;

	private static final int LAST = 20_000;

	// A cluster node listens to the other nodes there.
	private static final int BUS_OFFSET = 10_000;

	private static final int TRIES = 1_000;

	private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

	private Ports() {
	}

	static int unused() {
		for (int i = 0; i < TRIES; i++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			if (isFree(port) && isFree(port + BUS_OFFSET) && GIVEN.add(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No port between " + FIRST + " and " + LAST + " is free");
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
