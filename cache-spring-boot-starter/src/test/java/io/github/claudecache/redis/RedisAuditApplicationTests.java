package io.github.claudecache.redis;

import java.util.concurrent.CompletableFuture;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.audit.ServedHit;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.reason.BudgetState;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that share a Redis share what their audits found.
 */
class RedisAuditApplicationTests {

	private static final int WRONG = 31;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.data.redis.port=" + RedisBackend.oldest().port(), "claude.cache.namespace=audits",
				"claude.cache.audit.semantic-rate=1", "claude.cache.audit.per-minute=1000");

	@Test
	void cacheThatIsClosedInOneApplicationIsClosedInAnotherAndInOneThatStartsLater() {
		this.runner.run((first) -> this.runner.run((second) -> {
			Auditor finding = first.getBean(Auditor.class);
			Eventually.holds("the first application knows the others", () -> finding.closed("faq") == null);
			for (int i = 1; i <= WRONG; i++) {
				int number = i;
				finding.served(new ServedHit("faq", Outcome.SEMANTIC, "May I?", Payload.json("1")),
						() -> CompletableFuture.completedFuture(
								new AnswerDraft(Payload.json("2"), StopReason.END_TURN, null, Usage.NONE, false)));
				Eventually.holds("verdict " + number + " or the tier is closed",
						() -> finding.figures("faq").semantic().different() >= number
								|| finding.figures("faq").state() == BudgetState.CLOSED);
			}
			assertThat(finding.figures("faq").state()).isEqualTo(BudgetState.CLOSED);
			Eventually.holds("closed in the other application",
					() -> second.getBean(Auditor.class).figures("faq").state() == BudgetState.CLOSED);
			this.runner.run((late) -> Eventually.holds("closed in one that starts later", () -> {
				Auditor auditor = late.getBean(Auditor.class);
				assertThat(auditor.closed("faq")).as("never open").isNotNull();
				return auditor.figures("faq").state() == BudgetState.CLOSED;
			}));
		}));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

		@Bean
		Desk desk() {
			return new Desk();
		}

	}

	static class Desk {

		@ClaudeCached(name = "faq", volatility = "static")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("yes");
		}

	}

}
