package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisCluster;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisServers;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A Redis that all tests of this JVM share: one server, or a cluster of three masters. It
 * starts when it is needed first. Tests do not harm it and use namespaces of their own.
 *
 * @param binary which server
 * @param clustered whether it is a cluster
 */
record RedisBackend(RedisBinary binary, boolean clustered) {

	private static final Map<RedisBackend, LettuceConnectionFactory> FACTORIES = new ConcurrentHashMap<>();

	/**
	 * Every server of this test run, and clusters of the oldest and the newest.
	 */
	static List<RedisBackend> all() {
		List<RedisBackend> backends = new ArrayList<>();
		RedisServers.all().forEach((binary) -> backends.add(new RedisBackend(binary, false)));
		RedisServers.oldestAndNewest().forEach((binary) -> backends.add(new RedisBackend(binary, true)));
		return backends;
	}

	/**
	 * A server of the oldest line, which every test run has.
	 */
	static RedisBackend oldest() {
		return new RedisBackend(RedisServers.all().get(0), false);
	}

	/**
	 * Where it listens; one node of a cluster.
	 */
	int port() {
		return factory().getPort();
	}

	/**
	 * Connects to it as an application does.
	 */
	LettuceConnectionFactory factory() {
		return FACTORIES.computeIfAbsent(this, RedisBackend::start);
	}

	/**
	 * Says where a cluster is, and is not connected itself.
	 */
	static LettuceConnectionFactory factory(RedisCluster cluster) {
		List<String> nodes = cluster.nodes().stream().map((node) -> "127.0.0.1:" + node.port()).toList();
		return new LettuceConnectionFactory(new RedisClusterConfiguration(nodes));
	}

	@Override
	public String toString() {
		return this.clustered ? "cluster of " + this.binary : this.binary.toString();
	}

	private static LettuceConnectionFactory start(RedisBackend backend) {
		LettuceConnectionFactory factory = backend.clustered() ? factory(RedisCluster.start(backend.binary()))
				: new LettuceConnectionFactory("127.0.0.1", RedisProcess.start(backend.binary()).port());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

}
