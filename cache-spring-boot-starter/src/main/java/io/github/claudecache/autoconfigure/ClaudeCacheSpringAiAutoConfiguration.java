package io.github.claudecache.autoconfigure;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.ClaudeCacheMarker;
import io.github.claudecache.aop.ReactiveTenantResolver;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.client.springai.ClaudeCacheAdvisor;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for chat clients of Spring AI. Clients that are built from the
 * builder that is a bean get the advisor; to others the application adds it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ClaudeCacheAutoConfiguration.class)
@ConditionalOnClass({ ChatClient.class, ChatClientBuilderCustomizer.class })
@ConditionalOnBean(ClaudeCacheMarker.class)
@ConditionalOnProperty(name = "claude.cache.spring-ai.enabled", matchIfMissing = true)
public final class ClaudeCacheSpringAiAutoConfiguration {

	// The cache is asked for when the first call is made: it may need beans that need a
	// chat client.
	@Bean
	@ConditionalOnMissingBean
	ClaudeCacheAdvisor claudeCacheSpringAiAdvisor(ClaudeCacheProperties properties, ObjectProvider<ClaudeCache> cache,
			ObjectProvider<Tenants> tenants, ObjectProvider<ReactiveTenantResolver> resolver,
			ObjectProvider<ReactiveTransactionBoundary> transactions) {
		ClaudeCacheProperties.SpringAi settings = properties.springAi();
		return new ClaudeCacheAdvisor(cache::getObject, () -> new TenantsOfCalls(tenants.getObject()),
				() -> new SubscribersOfStreams(tenants.getObject(), resolver.getIfAvailable(),
						transactions.getIfAvailable()),
				new ClaudeCacheAdvisor.Settings(settings.defaultCache(),
						properties.admission().maxAnswerSize().toBytes(), settings.order()));
	}

	@Bean
	ChatClientBuilderCustomizer claudeCacheSpringAiCustomizer(ObjectProvider<ClaudeCacheAdvisor> advisor) {
		return (builder) -> builder.defaultAdvisors(advisor.getObject());
	}

	// Behind the caches of annotations, as UnusedCaches is.
	@Bean
	DefaultCacheCheck claudeCacheSpringAiDefaultCacheCheck(ClaudeCacheProperties properties, ClaudeCache cache,
			WrittenProperties written) {
		return new DefaultCacheCheck(KnownProperty.SPRING_AI_DEFAULT_CACHE, properties.springAi().defaultCache(), cache,
				written);
	}

}
