package io.github.claudecache.autoconfigure;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.actuate.ClaudeCacheHealthIndicator;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for the cache's part of the application's health.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration",
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ Health.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ ClaudeCache.class, AnswerStore.class })
@ConditionalOnEnabledHealthIndicator("claudecache")
public final class ClaudeCacheHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "claudeCacheHealthIndicator")
	ClaudeCacheHealthIndicator claudeCacheHealthIndicator(AnswerStore store, ClaudeCache cache,
			ObjectProvider<SemanticTier> semantic) {
		return new ClaudeCacheHealthIndicator(store, () -> {
			boolean asked = cache.definitions().stream().anyMatch(SemanticStart::asksForIt);
			SemanticTier tier = asked ? semantic.getIfAvailable() : null;
			return (tier != null) ? tier.closed() : null;
		});
	}

}
