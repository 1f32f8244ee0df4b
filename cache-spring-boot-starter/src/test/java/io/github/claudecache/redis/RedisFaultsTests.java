package io.github.claudecache.redis;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.metrics.StoreMeters;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisFault;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;
import io.github.claudecache.testsupport.redis.RedisServers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P11: whatever happens to Redis, no call fails, few calls notice it, and the cache comes
 * back by itself.
 */
class RedisFaultsTests {

	private static final Log logger = LogFactory.getLog(RedisFaultsTests.class);

	// Calls under each fault; all faults together a million with the given property.
	private static final long CALLS = Long.getLong("claudecache.faults.calls", 60_000) / RedisFault.values().length;

	// Reads are answered as before, so lookups go on and nothing has to be held back.
	private static final Set<RedisFault> WRITES_ONLY = EnumSet.of(RedisFault.OUT_OF_MEMORY, RedisFault.NOT_SAVING);

	private RedisProcess redis;

	private RedisProxy proxy;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisServers.newest(), "--save", "");
		this.proxy = RedisProxy.before(this.redis);
	}

	@AfterEach
	void stop() {
		this.proxy.close();
		this.redis.close();
	}

	@ParameterizedTest
	@EnumSource
	void p11NoCallFailsAndFewNotice(RedisFault fault) {
		RedisSettings settings = settings(BreakerSettings.DEFAULT);
		try (TestNode node = TestNode.at(this.proxy.port(), settings)) {
			Load load = Load.on(node);
			try (load; LogLines lines = LogLines.fromNowOn()) {
				load.awaitHits(1000);
				long slowBefore = load.slow();
				long asideBefore = load.aside();

				fault.begin(this.redis, this.proxy);
				load.awaitCalls(CALLS);
				long slow = load.slow() - slowBefore;
				long aside = load.aside() - asideBefore;
				boolean serving = node.store().status().available();
				fault.end(this.redis, this.proxy);
				node.awaitAvailable();
				load.awaitHits(1000);

				assertThat(load.failures()).isEmpty();
				// To make some faults the server has to work first, which is an outage
				// too.
				int outages = Math.max(1, outages(lines));
				assertThat(outages).isLessThanOrEqualTo(3);
				assertThat(slow).as("slow calls in %d outages", outages)
					.isLessThanOrEqualTo(outages * (Load.CALLERS + 5));
				assertThat(serving).isEqualTo(WRITES_ONLY.contains(fault));
				assertThat(aside > 0).isEqualTo(!WRITES_ONLY.contains(fault));
				logger.info(fault + ": " + slow + " slow calls, " + aside + " past the cache");
			}
			logger.info(fault + ": 99 of 100 calls past the cache took at most " + load.asideAtMost().toNanos() / 1000
					+ " us");
		}
	}

	@Test
	void p11TheControlWithoutBreakerIsSlowAgainAndAgain() {
		RedisSettings settings = settings(new BreakerSettings(false, 5, Duration.ofMillis(100)));
		try (TestNode node = TestNode.at(this.proxy.port(), settings); Load load = Load.on(node)) {
			load.awaitHits(1000);

			this.proxy.delay(Duration.ofMillis(200));

			Eventually.holds("many slow calls", () -> load.slow() > 4 * (Load.CALLERS + 5));
			assertThat(load.failures()).isEmpty();
		}
	}

	@Test
	void p11TheControlWithTheDefaultsOfTheClientHangs() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory("localhost", this.proxy.port());
		factory.afterPropertiesSet();
		factory.start();
		StringRedisTemplate template = new StringRedisTemplate(factory);
		try {
			template.opsForValue().set("k", "v");
			this.proxy.blackHole();

			CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> template.opsForValue().get("k"));

			// Longer than any call of the cache, and it would go on for a minute.
			assertThat(reader.copy().completeOnTimeout("hangs", 2, TimeUnit.SECONDS).join()).isEqualTo("hangs");
			this.proxy.pass();
			assertThat(Eventually.get(reader)).isEqualTo("v");
		}
		finally {
			factory.destroy();
		}
	}

	@Test
	void meterSaysWhetherLookupsReachRedis() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		try (TestNode node = TestNode.at(this.proxy.port(), settings(BreakerSettings.DEFAULT))) {
			new StoreMeters(node.store()).bindTo(registry);
			Gauge available = registry.get("claude.cache.store.available").gauge();
			assertThat(available.value()).isOne();

			this.redis.kill();
			node.awaitAway();
			assertThat(available.value()).isZero();

			this.redis.start();
			node.awaitAvailable();
			assertThat(available.value()).isOne();
		}
	}

	@Test
	void fullRedisServesOnAndNeverTripsTheBreaker() {
		try (TestNode node = TestNode.at(this.proxy.port(), settings(BreakerSettings.DEFAULT))) {
			node.ask("kept", "answer");
			RedisFault.OUT_OF_MEMORY.begin(this.redis, this.proxy);

			for (int i = 0; i < 50; i++) {
				assertThat(node.outcome("new " + i)).isEqualTo(Outcome.MISS);
			}

			assertThat(node.outcome("kept")).isEqualTo(Outcome.EXACT);
			RedisFault.OUT_OF_MEMORY.end(this.redis, this.proxy);
		}
	}

	private static int outages(LogLines lines) {
		return (int) lines.of(RedisLink.class).stream().filter((line) -> line.contains("not available")).count();
	}

	private static RedisSettings settings(BreakerSettings breaker) {
		return new RedisSettings(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofDays(7), Duration.ofDays(8),
				1 << 20, 32 * 1024, 0, OnRestart.VOID, breaker);
	}

}
