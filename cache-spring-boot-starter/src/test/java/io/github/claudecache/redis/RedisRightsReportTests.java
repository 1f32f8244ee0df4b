package io.github.claudecache.redis;

import java.time.InstantSource;
import java.util.EnumSet;

import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * P24: whichever right is missing, and however the user is named, it is said which one.
 */
@EveryRedisServer
class RedisRightsReportTests {

	@Parameter
	private RedisBinary binary;

	@ParameterizedTest
	@EnumSource(names = { "INFO", "EVAL", "HGET", "EXISTS", "DEL" })
	void p24RightWithoutWhichTheServerCannotBeVerifiedIsNamedToo(RedisRight right) {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, EnumSet.complementOf(EnumSet.of(right)));
				RedisAnswerStore store = open(redis.connector())) {
			// It is tried again and again; in between there is no connection.
			Eventually.holds("the right is named",
					() -> String.valueOf(store.status().detail()).contains(right.granted()));
		}
	}

	@Test
	void p24FactoryThatDoesNotTellItsUserIsRefused() {
		RedisStandaloneConfiguration standalone = new RedisStandaloneConfiguration("localhost", 6379);
		LimitedRedis.authenticate(standalone);
		RedisConfiguration configuration = standalone;

		assertThatIllegalArgumentException()
			.isThrownBy(() -> LettuceConnector.like(new LettuceConnectionFactory(configuration)))
			.withMessageContaining("constructor for RedisStandaloneConfiguration");
	}

	private static RedisAnswerStore open(LettuceConnector connector) {
		return new RedisAnswerStore(connector, TestNode.NAMESPACE, TestNode.settings(), InstantSource.system());
	}

}
