package io.github.claudecache.redis;

import java.nio.file.Path;
import java.util.Map;

import io.github.claudecache.actuate.ClaudeCacheHealthIndicator;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheHealthContributorAutoConfiguration;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.redis.RedisStoreSelectionTests.Desk;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose SSL bundle says whom it trusts, as Spring Boot has it.
 */
@EveryRedisServer
class RedisTlsTests {

	@Parameter
	private RedisBinary binary;

	private RedisTls tls;

	private RedisProcess redis;

	@BeforeEach
	void start() {
		this.tls = RedisTls.create();
		this.redis = RedisProcess.start(this.binary, this.tls.arguments());
	}

	@AfterEach
	void stop() {
		this.redis.close();
		this.tls.close();
	}

	@Test
	void answersAreServedAndInvalidatedOverTls() {
		trusting(this.tls.authority()).run((context) -> {
			AnswerStore store = context.getBean(AnswerStore.class);
			Eventually.holds("Redis is available", () -> store.status().available());
			Desk desk = context.getBean(Desk.class);
			assertThat(desk.answer("q").provenance().outcome()).isEqualTo(Outcome.MISS);
			assertThat(desk.answer("q").provenance().outcome()).isEqualTo(Outcome.EXACT);

			context.getBean(TagInvalidationService.class).invalidate(TenantId.DEFAULT, new Tag("cache:faq"));

			assertThat(desk.answer("q").provenance().outcome()).isEqualTo(Outcome.MISS);
			assertThat(this.redis.command("DBSIZE").number()).isPositive();
		});
	}

	@Test
	void serverOfAnotherAuthorityIsNotUsedAndHealthSaysWhy() {
		try (RedisTls other = RedisTls.create()) {
			trusting(other.authority()).run((context) -> {
				ClaudeAnswer<String> answer = context.getBean(Desk.class).answer("q");
				assertThat(answer.value()).isEqualTo("30 days");
				assertThat(answer.provenance().reason()).isEqualTo(BypassReason.STORE_AWAY);

				ClaudeCacheHealthIndicator health = context.getBean(ClaudeCacheHealthIndicator.class);
				Eventually.holds("health says why",
						() -> details(health).get("detail").toString().contains("valid certification path"));
				assertThat(details(health)).containsEntry("state", "degraded");
				assertThat(this.redis.command("DBSIZE").number()).isZero();
			});
		}
	}

	@Test
	void serverThatExpectsTlsIsNotUsedWithoutIt() {
		runner().run((context) -> {
			assertThat(context.getBean(Desk.class).answer("q").value()).isEqualTo("30 days");
			assertThat(context.getBean(AnswerStore.class).status().available()).isFalse();
		});
	}

	private ApplicationContextRunner trusting(Path authority) {
		return runner().withPropertyValues("spring.data.redis.ssl.bundle=redis",
				"spring.ssl.bundle.pem.redis.truststore.certificate=file:" + authority);
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DataRedisAutoConfiguration.class,
					ClaudeCacheAutoConfiguration.class, ClaudeCacheHealthContributorAutoConfiguration.class))
			.withUserConfiguration(RedisStoreSelectionTests.Application.class)
			.withPropertyValues("spring.data.redis.host=localhost", "spring.data.redis.port=" + this.tls.port());
	}

	private static Map<String, Object> details(ClaudeCacheHealthIndicator health) {
		return health.health().getDetails();
	}

}
