package io.github.claudecache.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.claudecache.testsupport.Eventually;
import redis.embedded.core.ExecutableProvider;

import org.springframework.util.FileSystemUtils;

/**
 * A Redis of this machine that can be killed, started again and paused. It keeps what it
 * acknowledged in a file, so that a kill loses nothing.
 */
public final class RedisProcess implements AutoCloseable {

	private final int port = freePort();

	private final Path directory;

	private final File executable;

	private Process process;

	/**
	 * Starts a server on a free port.
	 */
	public RedisProcess() {
		try {
			this.directory = Files.createTempDirectory("help-desk-redis");
			this.executable = ExecutableProvider.newJarResourceProvider(this.directory.toFile()).get();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start();
	}

	/**
	 * Where it listens.
	 * @return the port on localhost
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Starts the server again, on the same port and with what it had.
	 */
	public void start() {
		try {
			this.process = new ProcessBuilder(this.executable.getPath(), "--port", Integer.toString(this.port), "--dir",
					this.directory.toString(), "--appendonly", "yes", "--appendfsync", "always", "--save", "")
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Eventually.holds("Redis answers", this::answers);
	}

	/**
	 * Ends the server at once.
	 */
	public void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	/**
	 * From now on connections are accepted and nothing is answered.
	 */
	public void pause() {
		signal("STOP");
	}

	/**
	 * Answers again, at first what was asked in the meantime.
	 */
	public void resume() {
		signal("CONT");
	}

	@Override
	public void close() {
		kill();
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

	private void signal(String name) {
		try {
			new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().onExit().join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean answers() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
			return socket.getInputStream().read() == '+';
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
