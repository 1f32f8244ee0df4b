package io.github.claudecache.autoconfigure;

import dev.langchain4j.model.chat.ChatModel;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.ClaudeCacheMarker;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.client.langchain4j.CachedModels;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for chat models of LangChain4j. Models that are beans get the cache
 * before them; others the application decorates.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ClaudeCacheAutoConfiguration.class)
@ConditionalOnClass(ChatModel.class)
@ConditionalOnBean(ClaudeCacheMarker.class)
@ConditionalOnProperty(name = "claude.cache.langchain4j.enabled", matchIfMissing = true)
public final class ClaudeCacheLangChain4jAutoConfiguration {

	// The cache is asked for when the first call is made: it may need beans that need the
	// model.
	@Bean
	@ConditionalOnMissingBean
	CachedModels claudeCacheLangChain4jModels(ClaudeCacheProperties properties, ObjectProvider<ClaudeCache> cache,
			ObjectProvider<Tenants> tenants) {
		return new CachedModels(cache::getObject, () -> new TenantsOfCalls(tenants.getObject()),
				properties.langchain4j().defaultCache(), properties.admission().maxAnswerSize().toBytes());
	}

	@Bean
	static LangChain4jModelPostProcessor claudeCacheLangChain4jModelPostProcessor(ObjectProvider<CachedModels> models) {
		return new LangChain4jModelPostProcessor(models::getObject);
	}

	// Behind the caches of annotations, as UnusedCaches is.
	@Bean
	DefaultCacheCheck claudeCacheLangChain4jDefaultCacheCheck(ClaudeCacheProperties properties, ClaudeCache cache,
			WrittenProperties written) {
		return new DefaultCacheCheck(KnownProperty.LANGCHAIN4J_DEFAULT_CACHE, properties.langchain4j().defaultCache(),
				cache, written);
	}

}
