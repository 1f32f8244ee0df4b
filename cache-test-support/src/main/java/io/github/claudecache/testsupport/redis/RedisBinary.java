package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server that can be started. Immutable.
 *
 * @since 0.1.0
 */
public final class RedisBinary {

	private static final Pattern VERSION = Pattern.compile("\\bv=(\\d+\\.\\d+)\\b");

	private final String line;

	private final Path executable;

	private RedisBinary(String line, Path executable) {
		this.line = line;
		this.executable = executable;
	}

	/**
	 * The server that comes with this library as a dependency: Redis 6.2, the oldest that
	 * the cache supports.
	 * @return the server
	 * @throws IllegalStateException if there is none for this platform
	 */
	public static RedisBinary embedded() {
		return Embedded.BINARY;
	}

	/**
	 * A server of this machine.
	 * @param line the line of releases that it belongs to, such as {@code 8.0}
	 * @param executable a {@code redis-server}, or a script that takes its arguments and
	 * replaces itself by one ({@code exec})
	 * @return the server
	 * @throws IllegalArgumentException if it cannot be executed or is of another line
	 */
	public static RedisBinary at(String line, Path executable) {
		if (!Files.isExecutable(executable)) {
			throw new IllegalArgumentException("Redis " + line + " is not an executable file: " + executable);
		}
		String output = version(executable);
		Matcher version = VERSION.matcher(output);
		if (!version.find() || !version.group(1).equals(line)) {
			throw new IllegalArgumentException(
					executable + " is not a Redis " + line + ": asked for its --version it says '" + output + "'");
		}
		return new RedisBinary(line, executable.toAbsolutePath());
	}

	/**
	 * The line of releases that the server belongs to.
	 * @return major and minor version, such as {@code 6.2}
	 */
	public String line() {
		return this.line;
	}

	/**
	 * The file to execute.
	 * @return an absolute path
	 */
	public Path executable() {
		return this.executable;
	}

	/**
	 * Whether this server is older than another.
	 * @param other the other
	 * @return whether the line is an earlier one
	 */
	public boolean olderThan(RedisBinary other) {
		String[] own = this.line.split("\\.");
		String[] others = other.line.split("\\.");
		int major = Integer.compare(Integer.parseInt(own[0]), Integer.parseInt(others[0]));
		return major < 0 || (major == 0 && Integer.parseInt(own[1]) < Integer.parseInt(others[1]));
	}

	@Override
	public String toString() {
		return "Redis " + this.line;
	}

	private static String version(Path executable) {
		try {
			Process process = new ProcessBuilder(executable.toString(), "--version").redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	/**
	 * Unpacks the embedded server once.
	 */
	private static final class Embedded {

		private static final RedisBinary BINARY = unpack();

		private static RedisBinary unpack() {
			try {
				Path executable = ExecutableProvider.newJarResourceProvider().get().toPath();
				executable.toFile().deleteOnExit();
				return at("6.2", executable);
			}
			catch (IOException | RuntimeException ex) {
				throw new IllegalStateException("The embedded Redis does not run on this platform; name another by -D"
						+ RedisServers.SERVERS + "=6.2=/path/to/redis-server", ex);
			}
		}

	}

}
