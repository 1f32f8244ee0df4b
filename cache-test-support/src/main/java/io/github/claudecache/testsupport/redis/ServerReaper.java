package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends the servers of this JVM when it ends. A shutdown hook is enough for a JVM that
 * ends in good order. For one that is killed or halted there is a shell that waits for
 * the end of its input, which comes when this JVM is gone, and then kills what was still
 * running.
 */
final class ServerReaper {

	private static final String WATCH = """
			trap '' INT HUP TERM
			pids=' '
			while read -r event pid; do
				case $event in
					started) pids="$pids$pid " ;;
					ended) pids="${pids%% $pid *} ${pids#* $pid }" ;;
				esac
			done
			[ "$pids" = ' ' ] || kill -9 $pids
			""";

	private static final ServerReaper OF_THIS_JVM = new ServerReaper();

	private final Set<RedisProcess> servers = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final OutputStream watch;

	private ServerReaper() {
		try {
			this.watch = new ProcessBuilder("sh", "-c", WATCH).redirectError(ProcessBuilder.Redirect.DISCARD)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.getOutputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Servers for tests need a POSIX shell", ex);
		}
		Runtime.getRuntime().addShutdownHook(new Thread(() -> this.servers.forEach(RedisProcess::close)));
	}

	static ServerReaper ofThisJvm() {
		return OF_THIS_JVM;
	}

	/**
	 * A server exists: it is closed at the end.
	 */
	void opened(RedisProcess server) {
		this.servers.add(server);
	}

	void closed(RedisProcess server) {
		this.servers.remove(server);
	}

	/**
	 * A process of a server runs: it is killed at the end, even if this JVM is.
	 */
	void started(long pid) {
		tell("started " + pid);
	}

	void ended(long pid) {
		tell("ended " + pid);
	}

	private void tell(String event) {
		this.lock.lock();
		try {
			this.watch.write((event + "\n").getBytes(StandardCharsets.US_ASCII));
			this.watch.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The shell that watches over the servers is gone", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

}
