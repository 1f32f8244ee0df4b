package io.github.claudecache.redis;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.redis.RedisStoreSelectionTests.Desk;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisSentinel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L15 on Sentinel: the master is killed, and its replica, which has missed an
 * invalidation, takes its place.
 */
@EveryRedisServer
class RedisSentinelTests {

	@Parameter
	private RedisBinary binary;

	private RedisSentinel sentinel;

	@BeforeEach
	void start() {
		this.sentinel = RedisSentinel.start(this.binary);
	}

	@AfterEach
	void stop() {
		this.sentinel.close();
	}

	@Test
	void l15StoreFollowsAFailoverAndServesNothingFromBefore() {
		runner().withPropertyValues("claude.cache.redis.on-restart=void").run((context) -> {
			loseAnInvalidation(context);

			assertThat(outcome(context)).isEqualTo(Outcome.MISS);
			assertThat(outcome(context)).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void l15TheControlThatIgnoresFailoversServesWhatWasVoided() {
		runner().withPropertyValues("claude.cache.redis.on-restart=keep").run((context) -> {
			loseAnInvalidation(context);

			assertThat(outcome(context)).isEqualTo(Outcome.EXACT);
		});
	}

	private void loseAnInvalidation(ApplicationContext context) {
		awaitAvailable(context);
		assertThat(outcome(context)).isEqualTo(Outcome.MISS);
		assertThat(outcome(context)).isEqualTo(Outcome.EXACT);
		RedisProcess replica = this.sentinel.replica();
		long keys = this.sentinel.master().command("DBSIZE").number();
		Eventually.holds("the replica has the entry", () -> replica.command("DBSIZE").number() == keys);
		this.sentinel.cutReplica();
		context.getBean(TagInvalidationService.class).invalidate(TenantId.DEFAULT, new Tag("cache:faq"));

		assertThat(this.sentinel.failOver()).isSameAs(replica);

		awaitAvailable(context);
	}

	private static Outcome outcome(ApplicationContext context) {
		return context.getBean(Desk.class).answer("q").provenance().outcome();
	}

	private static void awaitAvailable(ApplicationContext context) {
		AnswerStore store = context.getBean(AnswerStore.class);
		Eventually.holds("Redis is available", () -> store.status().available());
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(DataRedisAutoConfiguration.class, ClaudeCacheAutoConfiguration.class))
			.withUserConfiguration(RedisStoreSelectionTests.Application.class)
			.withPropertyValues("spring.data.redis.sentinel.master=" + RedisSentinel.MASTER,
					"spring.data.redis.sentinel.nodes=127.0.0.1:" + this.sentinel.port());
	}

}
