package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.testsupport.Eventually;

/**
 * A master, a replica, and a Sentinel that watches over them: a killed master is replaced
 * within seconds. It is whole when it is handed out: the Sentinel knows both servers, and
 * the replica has what the master has. One thread at a time may change it.
 *
 * @since 0.1.0
 */
public final class RedisSentinel implements AutoCloseable {

	/**
	 * The name under which clients ask for the master.
	 */
	public static final String MASTER = "main";

	// Shorter, and a busy machine looks like a dead server.
	private static final int SUSPECTED_AFTER_MILLIS = 2000;

	private final List<RedisProcess> servers;

	private final RedisProcess sentinel;

	private final Path configuration;

	private RedisSentinel(List<RedisProcess> servers, RedisProcess sentinel, Path configuration) {
		this.servers = servers;
		this.sentinel = sentinel;
		this.configuration = configuration;
	}

	/**
	 * Starts the three.
	 * @param binary which server
	 * @param arguments more arguments for the master and the replica
	 * @return servers and Sentinel, whole
	 */
	public static RedisSentinel start(RedisBinary binary, String... arguments) {
		List<RedisProcess> started = new ArrayList<>();
		try {
			RedisProcess master = RedisProcess.start(binary, arguments);
			started.add(master);
			RedisProcess replica = RedisProcess.start(binary, arguments);
			started.add(replica);
			replica.replicaOf(master);
			Path configuration = configuration(master);
			RedisProcess process = RedisProcess.start(binary, configuration.toString(), "--sentinel");
			RedisSentinel sentinel = new RedisSentinel(List.of(master, replica), process, configuration);
			started.add(process);
			sentinel.awaitWhole();
			return sentinel;
		}
		catch (RuntimeException | AssertionError ex) {
			started.forEach(RedisProcess::close);
			throw ex;
		}
	}

	/**
	 * Where the Sentinel listens, on 127.0.0.1.
	 * @return the port
	 */
	public int port() {
		return this.sentinel.port();
	}

	/**
	 * The master, as the Sentinel knows it.
	 * @return one of the two servers
	 */
	public RedisProcess master() {
		long port = this.sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER).list().get(1).number();
		return this.servers.stream()
			.filter((server) -> server.port() == port)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The Sentinel names a server that is not ours: " + port));
	}

	/**
	 * The other server.
	 * @return the one that is not {@link #master()}
	 */
	public RedisProcess replica() {
		RedisProcess master = master();
		return this.servers.get((this.servers.get(0) == master) ? 1 : 0);
	}

	/**
	 * Keeps the replica from following its master from now on: it misses what is written,
	 * and is the next master all the same.
	 */
	public void cutReplica() {
		RedisProcess master = master();
		RedisProcess replica = replica();
		// It would come back at once.
		master.command("ACL", "SETUSER", "default", "-psync", "-sync");
		master.command("CLIENT", "KILL", "TYPE", "replica");
		Eventually.holds(replica + " has lost its master", RedisProcess.BETWEEN_QUESTIONS, () -> !replica.isLinked());
	}

	/**
	 * Kills the master, and returns when the replica has taken its place and the Sentinel
	 * tells so.
	 * @return the new master
	 */
	public RedisProcess failOver() {
		RedisProcess replica = replica();
		master().kill();
		Eventually.holds(replica + " is the master", RedisProcess.BETWEEN_QUESTIONS,
				() -> master() == replica && "master".equals(replica.info("replication", "role")));
		return replica;
	}

	/**
	 * Ends all three.
	 */
	@Override
	public void close() {
		this.sentinel.close();
		this.servers.forEach(RedisProcess::close);
		try {
			Files.deleteIfExists(this.configuration);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return "Sentinel on port " + port() + " over " + this.servers;
	}

	// The Sentinel writes what it learns into the file.
	private static Path configuration(RedisProcess master) {
		try {
			Path file = Files.createTempFile("claude-cache-sentinel-", ".conf");
			return Files.writeString(file, """
					sentinel monitor %1$s 127.0.0.1 %2$d 1
					sentinel down-after-milliseconds %1$s %3$d
					sentinel failover-timeout %1$s 20000
					""".formatted(MASTER, master.port(), SUSPECTED_AFTER_MILLIS));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitWhole() {
		Eventually.holds("the Sentinel knows the replica", RedisProcess.BETWEEN_QUESTIONS,
				() -> !this.sentinel.command("SENTINEL", "REPLICAS", MASTER).list().isEmpty());
	}

}
