package io.github.claudecache.testsupport.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The servers that the tests of this JVM run against. Redis 6.2 is always among them;
 * others are named by a system property:
 *
 * <pre>
 * -Dredis.servers=7.0=/path/to/redis-server,8.0=/path/to/start-script,valkey=/path/to/valkey-server -Dredis.required=true
 * </pre>
 *
 * A start script takes the arguments of {@code redis-server} and replaces itself by one
 * ({@code exec}). A named 6.2 takes the place of the one that comes with this library.
 * <p>
 * With {@code redis.required=true} a server that is named but cannot be used fails every
 * test that asks for the servers, and so does naming none. Otherwise it is left out, and
 * one line of the log says so. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class RedisServers {

	/**
	 * The system property that names servers.
	 */
	public static final String SERVERS = "redis.servers";

	/**
	 * The system property that makes every named server compulsory.
	 */
	public static final String REQUIRED = "redis.required";

	private static final Logger logger = System.getLogger(RedisServers.class.getName());

	private static volatile List<RedisBinary> all = List.of();

	private RedisServers() {
	}

	/**
	 * The servers, oldest first. Valkey has the place of the Redis that it is compatible
	 * with, so the newest is a Redis if a newer one is named.
	 * @return at least one server
	 * @throws IllegalStateException if a server is required but cannot be used, or there
	 * is no Redis 6.2 for this platform
	 */
	public static List<RedisBinary> all() {
		// Two threads may both look; they find the same.
		if (all.isEmpty()) {
			all = find(System.getProperty(SERVERS, ""), Boolean.getBoolean(REQUIRED),
					(line) -> logger.log(Level.INFO, line));
		}
		return all;
	}

	/**
	 * The newest of the servers.
	 * @return the last of {@link #all()}
	 * @throws IllegalStateException as {@link #all()}
	 */
	public static RedisBinary newest() {
		List<RedisBinary> servers = all();
		return servers.get(servers.size() - 1);
	}

	/**
	 * The two servers that a test which is too slow for all should run against.
	 * @return the first and the last of {@link #all()}, or its only one
	 * @throws IllegalStateException as {@link #all()}
	 */
	public static List<RedisBinary> oldestAndNewest() {
		return Stream.of(all().get(0), newest()).distinct().toList();
	}

	static List<RedisBinary> find(String property, boolean required, Consumer<String> log) {
		List<RedisBinary> servers = new ArrayList<>();
		List<String> unusable = new ArrayList<>();
		named(property).forEach((name, executable) -> {
			try {
				servers.add(RedisBinary.at(name, executable));
			}
			catch (IllegalArgumentException ex) {
				unusable.add(String.valueOf(ex.getMessage()));
			}
		});
		if (required && servers.isEmpty() && unusable.isEmpty()) {
			unusable.add("none is named by -D" + SERVERS);
		}
		if (required && !unusable.isEmpty()) {
			throw new IllegalStateException(
					"-D" + REQUIRED + "=true, but a server is missing: " + String.join("; ", unusable));
		}
		if (servers.stream().noneMatch((server) -> server.line().equals("6.2"))) {
			servers.add(RedisBinary.embedded());
		}
		servers.sort((one, other) -> Boolean.compare(other.olderThan(one), one.olderThan(other)));
		log.accept("Tests run against " + servers + " only"
				+ (unusable.isEmpty() ? "" : ", because a named server is missing: " + String.join("; ", unusable))
				+ ". Others are named by -D" + SERVERS + "=<name>=<path>,...");
		return List.copyOf(servers);
	}

	private static Map<String, Path> named(String property) {
		Map<String, Path> named = new TreeMap<>();
		for (String item : property.split(",")) {
			String server = item.strip();
			int separator = server.indexOf('=');
			if (server.isEmpty()) {
				continue;
			}
			String name = server.substring(0, Math.max(separator, 0)).strip();
			if (!name.matches("\\d+\\.\\d+|" + RedisBinary.VALKEY) || separator == server.length() - 1) {
				throw new IllegalStateException("-D" + SERVERS + " is a list of <major>.<minor>=<path> and "
						+ RedisBinary.VALKEY + "=<path>, not '" + server + "'");
			}
			if (named.put(name, Path.of(server.substring(separator + 1).strip())) != null) {
				throw new IllegalStateException("-D" + SERVERS + " names " + name + " twice");
			}
		}
		return named;
	}

}
