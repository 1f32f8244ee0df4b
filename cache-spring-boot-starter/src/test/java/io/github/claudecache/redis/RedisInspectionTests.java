package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.lettuce.core.ReadFrom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "INFO", "EVAL", "HGET", "EXISTS", "DEL", "WAIT" })
	void missingRightIsNamed(RedisRight right) {
		withdraw(right);
		try (TestNode node = unawaited()) {
			assertThat(problems(node)).singleElement().asString().contains("~nodes:*").endsWith(" " + right.granted());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "INFO", "EVAL", "HGET", "EXISTS", "DEL" })
	void serverThatCannotEvenBeVerifiedIsNotUsed(RedisRight right) {
		withdraw(right);
		try (TestNode node = unawaited()) {
			Eventually.holds("it is said what is wrong", () -> String.valueOf(node.store().status().detail())
				.matches(".*(can't run this command|NOPERM).*"));
			assertThat(node.store().status().available()).isFalse();
			assertThat(node.ask("q", "answer").value()).isEqualTo("answer");
		}
	}

	@Test
	void p24TheStoreWorksWithExactlyTheseRights() {
		List<String> user = new ArrayList<>(List.of("ACL", "SETUSER", "cache", "on", ">secret", "resetkeys",
				"~" + TestNode.NAMESPACE.prefix() + ":*", "resetchannels", "-@all", "+hello", "+ping"));
		for (RedisRight right : RedisRight.values()) {
			user.add(right.granted());
		}
		this.redis.command(user.toArray(String[]::new));
		RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("localhost", this.redis.port());
		server.setUsername("cache");
		server.setPassword("secret");

		try (TestNode node = TestNode.of(LettuceConnector.like(new LettuceConnectionFactory(server)))) {
			assertThat(problems(node)).isEmpty();
			node.ask("q", "old", "doc:a");
			assertThat(node.outcome("q", "doc:a")).isEqualTo(Outcome.EXACT);
			assertThat(node.invalidate("doc:a").applied()).isTrue();
			assertThat(node.ask("q", "new", "doc:a").value()).isEqualTo("new");
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

	private void withdraw(RedisRight right) {
		this.redis.command("ACL", "SETUSER", "default", "-" + right.name().toLowerCase(Locale.ROOT));
	}

	private TestNode unawaited() {
		return TestNode.unawaited(this.redis.port(), TestNode.NAMESPACE, TestNode.settings(), (builder) -> builder);
	}

	private static List<String> problems(TestNode node) {
		return Eventually.get(node.store().problems());
	}

}
