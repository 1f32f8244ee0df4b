package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisReply;

import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A server with a user that has some rights on the keys of {@link TestNode#NAMESPACE} and
 * no others, also after a restart.
 */
final class LimitedRedis implements AutoCloseable {

	private static final String USER = "cache";

	private static final String PASSWORD = "secret";

	private final RedisProcess server;

	private LimitedRedis(RedisProcess server) {
		this.server = server;
	}

	static LimitedRedis start(RedisBinary binary, Collection<RedisRight> rights, String... more) {
		return new LimitedRedis(RedisProcess.start(binary, arguments(rights, more)));
	}

	/**
	 * What a server is started with that has such a user.
	 * @param more further rules
	 */
	static String[] arguments(Collection<RedisRight> rights, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--user", USER, "on", ">" + PASSWORD));
		arguments.addAll(rules("~" + TestNode.NAMESPACE.prefix() + ":*", rights));
		arguments.addAll(List.of(more));
		return arguments.toArray(String[]::new);
	}

	/**
	 * What a user is made with that has these rights on these keys only.
	 */
	static List<String> rules(String keys, Collection<RedisRight> rights) {
		return Stream
			.concat(Stream.of("resetkeys", keys, "resetchannels", "-@all"), rights.stream().map(RedisRight::granted))
			.toList();
	}

	RedisProcess server() {
		return this.server;
	}

	/**
	 * The way of the user to the server.
	 */
	LettuceConnector connector() {
		RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration("localhost", this.server.port());
		authenticate(configuration);
		return LettuceConnector.like(new LettuceConnectionFactory(configuration));
	}

	static void authenticate(RedisConfiguration.WithAuthentication configuration) {
		configuration.setUsername(USER);
		configuration.setPassword(PASSWORD);
	}

	/**
	 * Sends a command as the user.
	 */
	RedisReply command(String... command) {
		return this.server.commandAs(USER, PASSWORD, command);
	}

	/**
	 * What the server has refused to the user since it was started.
	 */
	List<String> refused() {
		return refused(this.server);
	}

	/**
	 * What a server has refused. Not counted is that the client may not say its name and
	 * version, which it tries and does not mind.
	 */
	static List<String> refused(RedisProcess server) {
		return server.command("ACL", "LOG")
			.list()
			.stream()
			.map((entry) -> field(entry.list(), "object"))
			.filter((object) -> !object.equals("client") && !object.equals("client|setinfo"))
			.toList();
	}

	@Override
	public void close() {
		this.server.close();
	}

	private static String field(List<RedisReply> entry, String name) {
		return IntStream.range(0, entry.size() - 1)
			.filter((i) -> i % 2 == 0 && entry.get(i).text().equals(name))
			.mapToObj((i) -> entry.get(i + 1).text())
			.findFirst()
			.orElseThrow();
	}

}
