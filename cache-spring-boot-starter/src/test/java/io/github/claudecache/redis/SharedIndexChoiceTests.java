package io.github.claudecache.redis;

import java.util.EnumSet;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which index is taken where nobody says which.
 */
@EveryRedisServer
class SharedIndexChoiceTests {

	private static final String ASKED = "Does the big Pro plan have single sign on please?";

	private static final String OTHER = "Please does the big Pro plan have single sign on";

	@Parameter
	private RedisBinary binary;

	@Test
	void vectorSetsAreTakenWhereTheServerGrantsThem() {
		boolean vectorSets = SharedSemanticIndexTests.hasVectorSets(this.binary);
		String[] more = vectorSets ? new String[] { "+vadd", "+vsim", "+vrem" } : new String[0];
		try (LimitedRedis redis = LimitedRedis.start(this.binary, EnumSet.allOf(RedisRight.class), more)) {
			assertOtherWordingsAreFound(redis);
			assertThat(redis.server().command("KEYS", "*}:v:*").list()).hasSize(vectorSets ? 1 : 0);
			assertThat(redis.server().command("KEYS", "*}:q:*").list()).hasSize(vectorSets ? 0 : 1);
			assertThat(redis.refused()).isEmpty();
		}
	}

	@Test
	void withoutTheRightsOfVectorSetsEachProcessFollows() {
		try (LimitedRedis redis = LimitedRedis.start(this.binary, EnumSet.allOf(RedisRight.class))) {
			assertOtherWordingsAreFound(redis);
			assertThat(redis.server().command("KEYS", "*}:q:*").list()).hasSize(1);
		}
	}

	private static void assertOtherWordingsAreFound(LimitedRedis redis) {
		try (WordingNode one = node(redis); WordingNode two = node(redis)) {
			one.awaitAvailable();
			two.awaitAvailable();
			one.ask(ASKED, "Yes", "doc:plans");
			assertThat(two.ask(OTHER, "not asked").provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
			one.cache().invalidate(TestNode.ACME, "doc:plans");
			assertThat(two.ask(OTHER, "asked").value()).isEqualTo("asked");
		}
	}

	private static WordingNode node(LimitedRedis redis) {
		return new WordingNode(redis.connector(), TestNode.NAMESPACE,
				new SharedIndexSettings(SharedIndexSettings.Kind.AUTO, 100, 1000), (store) -> store);
	}

}
