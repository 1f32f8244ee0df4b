package io.github.claudecache.redis;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisCluster;
import io.github.claudecache.testsupport.redis.ServerInReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P24 on a cluster, whose nodes have to be found.
 */
@ParameterizedClass(name = "{displayName}[{index}] on {0}")
@MethodSource("io.github.claudecache.testsupport.redis.RedisServers#oldestAndNewest")
@ExtendWith(ServerInReport.class)
class RedisClusterRightsTests {

	static final String[] OF_THE_CLIENT = { "+cluster|nodes", "+cluster|info", "+cluster|myid", "+client|setname" };

	@Parameter
	private RedisBinary binary;

	@Test
	void p24NothingThatACacheDoesIsRefused() {
		String[] user = LimitedRedis.arguments(EnumSet.allOf(RedisRight.class), OF_THE_CLIENT);
		try (RedisCluster cluster = RedisCluster.start(this.binary, user);
				TestNode node = TestNode.withLeases(connector(cluster), TestNode.settings(), Duration.ofSeconds(2))) {
			for (int i = 0; i < 20; i++) {
				node.ask("q" + i, "old", "doc:a");
				assertThat(node.outcome("q" + i, "doc:a")).isEqualTo(Outcome.EXACT);
			}
			assertThat(node.invalidate("doc:a").applied()).isTrue();
			Eventually.get(node.store().swept());
			for (int i = 0; i < 20; i++) {
				assertThat(node.ask("q" + i, "new", "doc:a").value()).isEqualTo("new");
			}

			assertThat(cluster.nodes()).allSatisfy((server) -> assertThat(LimitedRedis.refused(server)).isEmpty());
		}
	}

	private static LettuceConnector connector(RedisCluster cluster) {
		List<String> nodes = cluster.nodes().stream().map((node) -> "127.0.0.1:" + node.port()).toList();
		RedisClusterConfiguration configuration = new RedisClusterConfiguration(nodes);
		LimitedRedis.authenticate(configuration);
		return LettuceConnector.like(new LettuceConnectionFactory(configuration));
	}

}
