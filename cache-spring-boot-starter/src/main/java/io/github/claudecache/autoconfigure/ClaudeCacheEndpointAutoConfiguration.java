package io.github.claudecache.autoconfigure;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.actuate.CacheStatistics;
import io.github.claudecache.actuate.ClaudeCacheEndpoint;
import io.github.claudecache.actuate.ClaudeCacheEndpointWebExtension;
import io.github.claudecache.actuate.ClaudeCacheTagsEndpoint;
import io.github.claudecache.actuate.ClaudeCacheTagsEndpointWebExtension;
import io.github.claudecache.actuate.ReactiveClaudeCacheEndpointWebExtension;
import io.github.claudecache.actuate.ReactiveClaudeCacheTagsEndpointWebExtension;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.store.AnswerStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

/**
 * Auto-configuration of the endpoints {@code claudecache} and {@code claudecachetags}.
 * Neither is exposed by default.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({ ClaudeCache.class, AnswerStore.class })
public final class ClaudeCacheEndpointAutoConfiguration {

}
