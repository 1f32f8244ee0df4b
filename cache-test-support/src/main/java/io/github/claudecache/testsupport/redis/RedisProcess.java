package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server in a process of its own, on a port and in a directory of its own. It
 * writes to disk only when it is told to. What ends it, ends it for its clients too:
 * {@link #stop()} and {@link #kill()} close their connections, {@link #suspend()} lets
 * them wait.
 * <p>
 * {@link #command} may be used by many threads; one thread at a time may start, stop,
 * suspend or restart. A server that is not closed ends with the JVM; if that is killed,
 * only the directory stays behind.
 *
 * @since 0.1.0
 */
public final class RedisProcess implements AutoCloseable {

	// Each question takes a connection, whose port is not free again for a minute.
	static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

	private static final int PORT_TRIES = 5;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final RedisBinary binary;

	private final List<String> arguments;

	private final int port;

	private final Path directory;

	private volatile @Nullable RunningServer running;

	private RedisProcess(RedisBinary binary, List<String> arguments) throws IOException {
		this.binary = binary;
		this.arguments = arguments;
		this.port = Ports.unused();
		this.directory = Files.createTempDirectory("claude-cache-redis-" + binary.line() + "-");
	}

	/**
	 * Starts a server and waits until it answers.
	 * @param binary which server
	 * @param arguments of {@code redis-server}, such as {@code --maxmemory 10mb} as two
	 * arguments, the first of which may be a configuration file; they win over those of
	 * this class, but port and directory are not theirs to choose
	 * @return a running server
	 * @throws IllegalStateException if it does not start; the message has the end of its
	 * log
	 */
	public static RedisProcess start(RedisBinary binary, String... arguments) {
		for (int i = 1;; i++) {
			RedisProcess server = create(binary, List.of(arguments));
			try {
				server.start();
				return server;
			}
			catch (RuntimeException ex) {
				boolean portIsTaken = String.valueOf(ex.getMessage()).contains("Address already in use");
				server.close();
				if (!portIsTaken || i == PORT_TRIES) {
					throw ex;
				}
			}
		}
	}

	/**
	 * A port of the loopback interface on which nothing listens.
	 * @return the port, which is not given out again by this class
	 */
	public static int unusedPort() {
		return Ports.unused();
	}

	/**
	 * Which server this is.
	 * @return what it was started from
	 */
	public RedisBinary binary() {
		return this.binary;
	}

	/**
	 * Where it listens, on 127.0.0.1. Restarting does not change it.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Where its files are. Restarting does not change it.
	 * @return the directory, which {@link #close()} deletes
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * The process.
	 * @return its id
	 * @throws IllegalStateException if the server does not run
	 */
	public long pid() {
		return running().pid();
	}

	/**
	 * Whether the process exists. A suspended one does.
	 * @return whether it does
	 */
	public boolean isRunning() {
		RunningServer current = this.running;
		return current != null && current.isAlive();
	}

	/**
	 * Sends one command as the default user, on a connection of its own, and waits up to
	 * 10 s for the reply.
	 * @param command the command and its arguments, which are not parsed in any way
	 * @return the reply
	 * @throws RedisErrorException if the reply is an error
	 * @throws UncheckedIOException if there is no reply
	 */
	public RedisReply command(String... command) {
		return converse((connection) -> connection.command(command));
	}

	/**
	 * Sends one command as another user than the default one; otherwise as
	 * {@link #command}.
	 * @param user a user of the server's access control list
	 * @param password the user's password; any, if the user needs none
	 * @param command the command and its arguments
	 * @return the reply
	 * @throws RedisErrorException if the reply is an error, or user and password are not
	 * accepted
	 * @throws UncheckedIOException if there is no reply
	 */
	public RedisReply commandAs(String user, String password, String... command) {
		return converse((connection) -> {
			connection.command("AUTH", user, password);
			return connection.command(command);
		});
	}

	/**
	 * One field of what the server says about itself.
	 * @param section a section of {@code INFO}, such as {@code replication}
	 * @param field the name of a field
	 * @return its value, or null if there is no such field now
	 */
	public @Nullable String info(String section, String field) {
		return command("INFO", section).text()
			.lines()
			.filter((line) -> line.startsWith(field + ":"))
			.map((line) -> line.substring(field.length() + 1).strip())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Starts the server again after {@link #stop()} or {@link #kill()}, on the same port
	 * and with the files that are there, and waits until it answers.
	 * @throws IllegalStateException if it does not start, or runs already
	 */
	public void start() {
		if (isRunning()) {
			throw new IllegalStateException(this + " runs already");
		}
		kill();
		this.running = RunningServer.launch(this, commandLine());
	}

	/**
	 * Ends the server in good order, as an operator does; what was not saved is lost.
	 * Does nothing if it does not run.
	 */
	public void stop() {
		RunningServer current = this.running;
		if (current != null) {
			current.signal("CONT");
			current.terminate();
			this.running = null;
		}
	}

	/**
	 * Ends the process without any notice to it (SIGKILL). Does nothing if it does not
	 * run.
	 */
	public void kill() {
		RunningServer current = this.running;
		if (current != null) {
			current.kill();
			this.running = null;
		}
	}

	/**
	 * Stops the process where it is (SIGSTOP), and returns once it stands still. The
	 * system still accepts connections and data for it. Commands that a replica has
	 * already been sent are not lost to it, only late.
	 */
	public void suspend() {
		running().suspend();
	}

	/**
	 * Lets a suspended process go on (SIGCONT).
	 */
	public void resume() {
		running().signal("CONT");
	}

	/**
	 * Kills the server and starts it from the files that are there: with the default
	 * arguments it comes back with what it had at the last {@code SAVE} command, like a
	 * restored backup, or with nothing if there was none.
	 */
	public void restart() {
		kill();
		start();
	}

	/**
	 * Kills the server and starts it without its data. A node of a cluster still knows
	 * the cluster.
	 */
	public void restartEmpty() {
		kill();
		try (Stream<Path> files = Files.walk(this.directory)) {
			files.filter(Files::isRegularFile)
				.filter((file) -> file.toString().matches(".*\\.(rdb|aof|manifest)"))
				.forEach(RedisProcess::delete);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start();
	}

	/**
	 * Makes this server a replica of another and waits until it has all its data. Not for
	 * nodes of a cluster. {@code command("REPLICAOF", "NO", "ONE")} ends it.
	 * @param master the other server
	 */
	public void replicaOf(RedisProcess master) {
		command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
		Eventually.holds(this + " follows " + master, BETWEEN_QUESTIONS, this::isLinked);
	}

	/**
	 * Ends the server, if it runs, and deletes its directory. May be called again.
	 */
	@Override
	public void close() {
		kill();
		ServerReaper.ofThisJvm().closed(this);
		if (!Files.exists(this.directory)) {
			return;
		}
		try (Stream<Path> files = Files.walk(this.directory)) {
			files.sorted(Comparator.reverseOrder()).forEach(RedisProcess::delete);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.binary + " on port " + this.port;
	}

	boolean isLinked() {
		return "up".equals(info("replication", "master_link_status"));
	}

	private static RedisProcess create(RedisBinary binary, List<String> arguments) {
		try {
			RedisProcess server = new RedisProcess(binary, arguments);
			ServerReaper.ofThisJvm().opened(server);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No directory for " + binary, ex);
		}
	}

	private <T> T converse(Conversation<T> conversation) {
		try (RespConnection connection = new RespConnection(this.port, TIMEOUT)) {
			return conversation.on(connection);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this + " does not answer: " + ex.getMessage(), ex);
		}
	}

	private List<String> commandLine() {
		int files = (!this.arguments.isEmpty() && !this.arguments.get(0).startsWith("-")) ? 1 : 0;
		List<String> line = new ArrayList<>(List.of(this.binary.executable().toString()));
		line.addAll(this.arguments.subList(0, files));
		line.addAll(List.of("--save", "", "--appendonly", "no", "--repl-diskless-sync-delay", "0"));
		if (this.binary.has(7, 0)) {
			line.addAll(List.of("--enable-debug-command", "yes"));
		}
		line.addAll(this.arguments.subList(files, this.arguments.size()));
		line.addAll(List.of("--port", Integer.toString(this.port), "--bind", "127.0.0.1", "--dir",
				this.directory.toString(), "--daemonize", "no", "--logfile", ""));
		return line;
	}

	private RunningServer running() {
		RunningServer current = this.running;
		if (current == null) {
			throw new IllegalStateException(this + " does not run");
		}
		return current;
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is said on one connection.
	 *
	 * @param <T> what comes of it
	 */
	@FunctionalInterface
	private interface Conversation<T> {

		T on(RespConnection connection) throws IOException;

	}

}
