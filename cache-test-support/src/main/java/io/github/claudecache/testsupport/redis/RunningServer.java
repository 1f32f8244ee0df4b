package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.testsupport.Eventually;

/**
 * The operating system's side of a server: one process, from its start to its end.
 */
final class RunningServer {

	private static final Duration START = Duration.ofSeconds(30);

	private static final Duration POLL = Duration.ofMillis(2);

	private static final long END_SECONDS = 20;

	private static final int SHOWN_LINES = 20;

	private final RedisProcess server;

	private final Process process;

	private final Path log;

	private RunningServer(RedisProcess server, Process process, Path log) {
		this.server = server;
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts a process and waits until it answers as a server.
	 */
	static RunningServer launch(RedisProcess server, List<String> commandLine) {
		Path log = server.directory().resolve("redis.log");
		try {
			Process process = new ProcessBuilder(commandLine).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			ServerReaper.ofThisJvm().started(process.pid());
			RunningServer running = new RunningServer(server, process, log);
			running.awaitAnswer();
			return running;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(server + " cannot be executed: " + ex.getMessage(), ex);
		}
	}

	long pid() {
		return this.process.pid();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	void terminate() {
		this.process.destroy();
		awaitEnd();
	}

	void kill() {
		this.process.destroyForcibly();
		awaitEnd();
	}

	void suspend() {
		signal("STOP");
		Path state = Path.of("/proc", Long.toString(pid()), "stat");
		if (Files.exists(state)) {
			Eventually.holds(this.server + " stands still", () -> isStopped(state));
		}
	}

	void signal(String name) {
		try {
			new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while sending a signal", ex);
		}
	}

	private void awaitAnswer() {
		long deadline = System.nanoTime() + START.toNanos();
		while (!answers()) {
			if (!isAlive()) {
				throw failed("has ended");
			}
			if (System.nanoTime() > deadline) {
				throw failed("does not answer after " + START);
			}
			LockSupport.parkNanos(POLL.toNanos());
		}
	}

	private boolean answers() {
		try {
			this.server.command("PING");
			long answering = Long.parseLong(String.valueOf(this.server.info("server", "process_id")));
			if (this.process.descendants().anyMatch((child) -> child.pid() == answering)) {
				throw failed("is not what was started but its child; a start script has to 'exec' the server");
			}
			// Otherwise somebody else has taken the port, and ours is about to end.
			return answering == pid();
		}
		catch (RedisErrorException ex) {
			// It is up; the test that wanted passwords knows them.
			return ex.kind().equals("NOAUTH");
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	private IllegalStateException failed(String how) {
		// A start script that did not replace itself has a server that nobody else ends.
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		kill();
		return new IllegalStateException(this.server + " " + how + ". The end of its log:\n" + endOfLog());
	}

	private String endOfLog() {
		try {
			List<String> lines = Files.readAllLines(this.log, StandardCharsets.UTF_8);
			return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
		}
		catch (IOException ex) {
			return "(unreadable: " + ex.getMessage() + ")";
		}
	}

	private void awaitEnd() {
		try {
			if (!this.process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException(this.server + " does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while a server ends", ex);
		}
		ServerReaper.ofThisJvm().ended(pid());
	}

	private static boolean isStopped(Path state) {
		try {
			String stat = Files.readString(state, StandardCharsets.UTF_8);
			return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
