package io.github.claudecache.redis;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/redis-rights.md} grants what {@link RedisRight} lists.
 */
class RightsDocumentationTests {

	private static final Path PAGE = Path.of("..", "docs", "redis-rights.md");

	@Test
	void p24ThePageGrantsTheRightsThatTheStoreNeeds() {
		String user = "ACL SETUSER cache on >PASSWORD "
				+ String.join(" ", LimitedRedis.rules("~claude:resp:*", EnumSet.allOf(RedisRight.class)));
		assertThat(PAGE).content().contains("```\n" + user + "\n```\n");
	}

	@Test
	void p24ThePageGrantsWhatTheClientNeedsOnACluster() {
		assertThat(PAGE).content().contains("`" + String.join(" ", RedisClusterRightsTests.OF_THE_CLIENT) + "`");
	}

	@Test
	void p24ThePageSaysWhatEachRightIsFor() {
		assertThat(PAGE).content()
			.contains(EnumSet.allOf(RedisRight.class)
				.stream()
				.map((right) -> "`" + right.granted().substring(1) + "`")
				.collect(Collectors.toList()));
	}

}
