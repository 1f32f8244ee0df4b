package io.github.claudecache.autoconfigure;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.actuate.ClaudeCacheHealthIndicator;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaudeCacheHealthContributorAutoConfiguration}.
 */
class ClaudeCacheHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheHealthContributorAutoConfiguration.class))
		.withBean(AnswerStore.class, InMemoryAnswerStore::new)
		.withBean(ClaudeCache.class, () -> ClaudeCache.builder().build());

	@Test
	void theCacheContributesToHealth() {
		this.runner.run((context) -> assertThat(context.getBean(ClaudeCacheHealthIndicator.class).health())
			.isEqualTo(Health.up()
				.withDetail("state", "serving")
				.withDetail("store", "memory")
				.withDetail("shared", false)
				.build()));
	}

	@Test
	void switchedOffItDoesNot() {
		this.runner.withPropertyValues("management.health.claudecache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ClaudeCacheHealthIndicator.class));
		this.runner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ClaudeCacheHealthIndicator.class));
	}

	@Test
	void withoutACacheOrAStoreItDoesNot() {
		ApplicationContextRunner empty = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheHealthContributorAutoConfiguration.class));
		empty.withBean(AnswerStore.class, InMemoryAnswerStore::new)
			.run((context) -> assertThat(context).doesNotHaveBean(ClaudeCacheHealthIndicator.class));
		empty.withBean(ClaudeCache.class, () -> ClaudeCache.builder().build())
			.run((context) -> assertThat(context).doesNotHaveBean(ClaudeCacheHealthIndicator.class));
	}

	@Test
	void withoutHealthTheApplicationStarts() {
		this.runner.withClassLoader(new FilteredClassLoader(Health.class, ConditionalOnEnabledHealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClaudeCacheHealthIndicator.class));
	}

	@Test
	void anIndicatorOfTheApplicationWins() {
		HealthIndicator own = () -> Health.outOfService().build();
		this.runner.withBean("claudeCacheHealthIndicator", HealthIndicator.class, () -> own).run((context) -> {
			assertThat(context).doesNotHaveBean(ClaudeCacheHealthIndicator.class);
			assertThat(context.getBean(HealthIndicator.class).health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

}
