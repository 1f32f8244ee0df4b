package io.github.claudecache.sample;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console of a help desk on Redis, while that is killed and started again.
 */
class ConsoleOnRedisTests {

	private static final String QUESTION = "Can I get a refund?";

	// What is shown is tested here. How fast Redis is, on a busy machine, is not.
	private static final String[] PATIENT = { "--claude.cache.redis.operation-timeout=10s",
			"--spring.data.redis.timeout=10s", "--claude.cache.semantic.deadline=10s" };

	@Test
	void theConsoleShowsThatRedisGoesAndComes() {
		try (RedisProcess redis = new RedisProcess();
				Node node = Node.start(redis, PATIENT).awaitServing();
				Browser browser = Browser.start(node.port())) {
			Console console = new Console(browser);
			browser.open(1280, false);
			console.awaitTile("store", "serving");
			assertThat(browser.text("[data-tile=store]")).contains("redis, shared by all nodes");
			assertThat(browser.attribute("#store-toggle", "disabled")).isNotNull();
			assertThat(node.helpDesk().send("POST", "/api/store", Map.of("state", "stopped")).statusCode())
				.isEqualTo(409);
			console.ask(QUESTION);
			redis.kill();
			console.awaitTile("store", "degraded");
			console.ask(QUESTION);
			assertThat(console.outcome()).isIn("bypass", "miss");
			assertThat(console.answer("cached")).contains("refund");
			browser.screenshot("redis-killed");
			redis.start();
			console.awaitTile("store", "serving");
			Browser.await("hits come back").until(() -> {
				console.ask(QUESTION);
				return console.outcome().equals("exact");
			});
		}
	}

}
