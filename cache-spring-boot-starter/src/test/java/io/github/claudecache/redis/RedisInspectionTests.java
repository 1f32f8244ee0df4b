package io.github.claudecache.redis;

import java.util.List;
import java.util.Map;

import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.lettuce.core.ReadFrom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator is told about the server when the store connects for the first time.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisInspectionTests {

	private RedisProcess redis;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
	}

	@AfterEach
	void stop() {
		this.redis.close();
	}

	@Test
	void nothingIsSaidOfAServerThatIsAsItShouldBe() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			assertThat(problems(node)).isEmpty();
			assertThat(node.store().status().detail()).isNull();
		}
	}

	@Test
	void theInspectionLeavesNothingBehind() {
		try (TestNode node = TestNode.at(this.redis.port())) {
			problems(node);
			Eventually.holds("only the register of lives is left", () -> this.redis.command("DBSIZE").number() == 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "allkeys-lru", "allkeys-lfu", "allkeys-random" })
	void policyThatMayEvictLedgersIsReported(String policy, CapturedOutput output) {
		this.redis.command("CONFIG", "SET", "maxmemory-policy", policy);
		try (TestNode node = TestNode.at(this.redis.port())) {
			assertThat(problems(node)).isEmpty();
			assertThat(node.store().status().available()).isTrue();
			assertThat(node.store().status().detail()).contains(policy).contains("volatile-ttl");
			assertThat(output).contains("maxmemory-policy " + policy);
		}
	}

	@Test
	void serverThatIsTooOldIsReported() {
		assertThat(
				Map.of("6.0.16", true, "5.0.0", true, "6.2.0", false, "7.0.15", false, "8.0.2", false, "10.1", false))
			.allSatisfy((version, old) -> assertThat(RedisInspection.tooOld(version)).as(version).isEqualTo(old));
	}

	@Test
	void replicasOfTheApplicationsFactoryAreNotReadAndThatIsSaid() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("localhost", this.redis.port()),
				LettuceClientConfiguration.builder().readFrom(ReadFrom.REPLICA_PREFERRED).build());
		try (LettuceConnector connector = LettuceConnector.like(factory)) {
			assertThat(connector.remarks()).singleElement().asString().contains("replicas").contains("masters only");
		}
		try (LettuceConnector connector = TestNode.connector(this.redis.port())) {
			assertThat(connector.remarks()).isEmpty();
		}
	}

	private static List<String> problems(TestNode node) {
		return Eventually.get(node.store().problems());
	}

}
