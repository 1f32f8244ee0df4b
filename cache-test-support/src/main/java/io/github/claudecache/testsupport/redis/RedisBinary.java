package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import redis.embedded.core.ExecutableProvider;

/**
 * A Redis or Valkey server that can be started. Immutable.
 *
 * @since 0.1.0
 */
public final class RedisBinary {

	static final String VALKEY = "valkey";

	// What Valkey says that it is, to clients that ask for a version of Redis.
	private static final String VALKEY_LINE = "7.2";

	private static final Pattern VERSION = Pattern.compile("^(Redis|Valkey) server v=(\\d+\\.\\d+)\\b");

	private final String name;

	private final String line;

	private final String product;

	private final Path executable;

	private RedisBinary(String name, String line, String product, Path executable) {
		this.name = name;
		this.line = line;
		this.product = product;
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
	 * @param name the line of Redis that it belongs to, such as {@code 8.0}, or
	 * {@code valkey}
	 * @param executable a {@code redis-server} or {@code valkey-server}, or a script that
	 * takes its arguments and replaces itself by one ({@code exec})
	 * @return the server
	 * @throws IllegalArgumentException if it cannot be executed or is another server
	 */
	public static RedisBinary at(String name, Path executable) {
		boolean valkey = name.equals(VALKEY);
		String wanted = valkey ? "Valkey" : "Redis " + name;
		if (!Files.isExecutable(executable)) {
			throw new IllegalArgumentException(wanted + " is not an executable file: " + executable);
		}
		String output = version(executable);
		Matcher version = VERSION.matcher(output);
		String product = version.find() ? version.group(1) + " " + version.group(2) : "";
		if (!(valkey ? product.startsWith(wanted + " ") : product.equals(wanted))) {
			throw new IllegalArgumentException(
					executable + " is not a " + wanted + ": asked for its --version it says '" + output + "'");
		}
		return new RedisBinary(name, valkey ? VALKEY_LINE : name, product, executable.toAbsolutePath());
	}

	/**
	 * What the server is called in the system property {@link RedisServers#SERVERS}.
	 * @return a line such as {@code 6.2}, or {@code valkey}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The line of releases of Redis that the server belongs to, or is compatible with.
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
		String[] others = other.line.split("\\.");
		return !has(Integer.parseInt(others[0]), Integer.parseInt(others[1]));
	}

	/**
	 * Whether this server has what came with a line of Redis.
	 */
	boolean has(int major, int minor) {
		String[] own = this.line.split("\\.");
		int ownMajor = Integer.parseInt(own[0]);
		return ownMajor > major || (ownMajor == major && Integer.parseInt(own[1]) >= minor);
	}

	@Override
	public String toString() {
		return this.product;
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
