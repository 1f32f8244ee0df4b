package io.github.claudecache.autoconfigure;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.Interceptor;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.ClaudeCacheMarker;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.client.anthropic.ClaudeCacheInterceptor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for clients of the Anthropic SDK. Clients that are beans get the
 * interceptor; to others the application adds it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ClaudeCacheAutoConfiguration.class)
@ConditionalOnClass({ AnthropicClient.class, Interceptor.class })
@ConditionalOnBean(ClaudeCacheMarker.class)
@ConditionalOnProperty(name = "claude.cache.anthropic.enabled", matchIfMissing = true)
public final class ClaudeCacheAnthropicAutoConfiguration {

	// The cache is asked for when the first call is made: it may need beans that need the
	// client.
	@Bean
	@ConditionalOnMissingBean
	ClaudeCacheInterceptor claudeCacheAnthropicInterceptor(ClaudeCacheProperties properties,
			ObjectProvider<ClaudeCache> cache, ObjectProvider<Tenants> tenants) {
		return new ClaudeCacheInterceptor(cache::getObject, () -> new TenantsOfCalls(tenants.getObject()),
				properties.anthropic().defaultCache(), properties.admission().maxAnswerSize().toBytes());
	}

	@Bean
	static AnthropicClientPostProcessor claudeCacheAnthropicClientPostProcessor(
			ObjectProvider<ClaudeCacheInterceptor> interceptor) {
		return new AnthropicClientPostProcessor(interceptor::getObject);
	}

	// Behind the caches of annotations, as UnusedCaches is.
	@Bean
	DefaultCacheCheck claudeCacheAnthropicDefaultCacheCheck(ClaudeCacheProperties properties, ClaudeCache cache,
			WrittenProperties written) {
		return new DefaultCacheCheck(KnownProperty.ANTHROPIC_DEFAULT_CACHE, properties.anthropic().defaultCache(),
				cache, written);
	}

}
