package io.github.claudecache.redis;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which store an application gets.
 */
class RedisStoreSelectionTests {

	private static final String PORT = "spring.data.redis.port=" + RedisBackend.oldest().port();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@Test
	void connectionFactoryThatNobodyAskedForIsNotTaken() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(LettuceConnectionFactory.class);
			assertThat(context.getBean(AnswerStore.class).status().kind()).isEqualTo("memory");
		});
	}

	@Test
	void propertyThatDoesNotSayWhereRedisIsDoesNotChooseIt() {
		this.runner.withPropertyValues("spring.data.redis.timeout=1s", "spring.data.redis.repositories.enabled=false")
			.run((context) -> assertThat(context.getBean(AnswerStore.class).status().kind()).isEqualTo("memory"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "host=localhost", "url=redis://localhost:1", "cluster.nodes=localhost:1",
			"cluster.nodes[0]=localhost:1" })
	void redisIsTakenWhereverThePropertiesSayThatItIs(String property) {
		this.runner.withPropertyValues("spring.data.redis." + property)
			.run((context) -> assertThat(context.getBean(AnswerStore.class).status().kind()).isEqualTo("redis"));
	}

	@Test
	void listOfAMasterAndItsReplicasStopsTheStartUp() {
		this.runner.withPropertyValues("spring.data.redis.masterreplica.nodes=localhost:1,localhost:2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ClaudeCacheConfigurationException.class)
				.hasMessageContaining("masterreplica"));
	}

	@Test
	void redisIsTakenWhereThePropertiesSayWhereItIs() {
		this.runner.withPropertyValues(PORT)
			.run((context) -> assertThat(context.getBean(AnswerStore.class).status().kind()).isEqualTo("redis"));
	}

	@Test
	void redisIsTakenWhereTheApplicationHasAFactoryOfItsOwn() {
		this.runner.withUserConfiguration(OwnFactory.class)
			.run((context) -> assertThat(context.getBean(AnswerStore.class).status().kind()).isEqualTo("redis"));
	}

	@Test
	void memoryIsTakenWhereItIsAskedFor() {
		this.runner.withPropertyValues(PORT, "claude.cache.store=memory")
			.run((context) -> assertThat(context.getBean(AnswerStore.class).status().kind()).isEqualTo("memory"));
	}

	@Test
	void redisWithoutItsClientStopsTheStartUp() {
		this.runner.withClassLoader(new FilteredClassLoader(RedisClient.class))
			.withPropertyValues("claude.cache.store=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ClaudeCacheConfigurationException.class)
				.hasMessageContaining("spring-boot-starter-data-redis"));
	}

	@Test
	void withoutTheClientTheApplicationStartsOnMemory() {
		this.runner.withClassLoader(new FilteredClassLoader(RedisClient.class))
			.run((context) -> assertThat(context.getBean(AnswerStore.class).status().kind()).isEqualTo("memory"));
	}

	@Test
	void unreachableRedisCostsHitsOnly() {
		this.runner
			.withPropertyValues("claude.cache.store=redis", "spring.data.redis.port=" + RedisProcess.unusedPort())
			.run((context) -> {
				Provenance provenance = context.getBean(Desk.class).answer("q").provenance();
				assertThat(provenance.outcome()).isEqualTo(Outcome.BYPASS);
				assertThat(provenance.reason()).isEqualTo(BypassReason.STORE_AWAY);
				assertThat(context.getBean(AnswerStore.class).status().available()).isFalse();
			});
	}

	@Test
	void answerOfOneApplicationIsAHitInAnotherUntilItIsInvalidatedInEither() {
		this.runner.withPropertyValues(PORT, "claude.cache.namespace=selection").run((first) -> {
			awaitRedis(first.getBean(AnswerStore.class));
			assertThat(first.getBean(Desk.class).answer("q").provenance().outcome()).isEqualTo(Outcome.MISS);
			this.runner.withPropertyValues(PORT, "claude.cache.namespace=selection").run((second) -> {
				awaitRedis(second.getBean(AnswerStore.class));
				Desk desk = second.getBean(Desk.class);
				assertThat(desk.answer("q").provenance().outcome()).isEqualTo(Outcome.EXACT);
				first.getBean(TagInvalidationService.class).invalidate(TenantId.DEFAULT, new Tag("cache:faq"));
				assertThat(desk.answer("q").provenance().outcome()).isEqualTo(Outcome.MISS);
			});
		});
	}

	@Test
	void failFastStopsTheStartUpWhereRedisCannotBeReached() {
		this.runner
			.withPropertyValues("claude.cache.redis.fail-fast=true", "claude.cache.store=redis",
					"spring.data.redis.port=" + RedisProcess.unusedPort())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ClaudeCacheConfigurationException.class)
				.hasMessageContaining("could not be reached"));
	}

	@Test
	void failFastStartsWhereRedisIsAsItShouldBe() {
		this.runner.withPropertyValues("claude.cache.redis.fail-fast=true", PORT)
			.run((context) -> assertThat(context.getBean(AnswerStore.class).status().available()).isTrue());
	}

	@Test
	void leaseIsTakenWhereItIsAskedFor() {
		this.runner.withPropertyValues("claude.cache.redis.lease=2s", PORT, "claude.cache.namespace=leases")
			.run((context) -> {
				awaitRedis(context.getBean(AnswerStore.class));
				RedisClient client = RedisClient.create("redis://localhost:" + RedisBackend.oldest().port());
				try {
					RedisCommands<String, String> redis = client.connect().sync();
					ClaudeCache cache = context.getBean(ClaudeCache.class);
					Lookup lookup = cache.open(ClaudeRequest.builder("faq", TenantId.DEFAULT).message("q").build());
					assertThat(redis.keys("leases:v3:l:*")).hasSize(1);
					((Ticket) lookup).abandon();
					Eventually.holds("the lease has ended", () -> redis.keys("leases:v3:l:*").isEmpty());
				}
				finally {
					client.shutdown();
				}
			});
	}

	private static void awaitRedis(AnswerStore store) {
		Eventually.holds("Redis is available", () -> store.status().available());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

		@Bean
		Desk desk() {
			return new Desk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		LettuceConnectionFactory factory() {
			return new LettuceConnectionFactory("localhost", RedisBackend.oldest().port());
		}

	}

	// Public, because it is proxied under a class loader of its own.
	public static class Desk {

		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("30 days");
		}

	}

}
