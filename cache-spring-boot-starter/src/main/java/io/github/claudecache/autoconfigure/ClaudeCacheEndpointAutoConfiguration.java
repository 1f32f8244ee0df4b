package io.github.claudecache.autoconfigure;

import java.util.Set;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.actuate.CacheStatistics;
import io.github.claudecache.actuate.ClaudeCacheEndpoint;
import io.github.claudecache.actuate.ClaudeCacheEndpointWebExtension;
import io.github.claudecache.actuate.ClaudeCacheEntriesEndpoint;
import io.github.claudecache.actuate.ClaudeCacheEntriesEndpointWebExtension;
import io.github.claudecache.actuate.ClaudeCacheExplainEndpoint;
import io.github.claudecache.actuate.ClaudeCacheExplainEndpointWebExtension;
import io.github.claudecache.actuate.ClaudeCacheTagsEndpoint;
import io.github.claudecache.actuate.ClaudeCacheTagsEndpointWebExtension;
import io.github.claudecache.actuate.ClaudeCacheVerdictsEndpoint;
import io.github.claudecache.actuate.DecisionLog;
import io.github.claudecache.actuate.ReactiveClaudeCacheEndpointWebExtension;
import io.github.claudecache.actuate.ReactiveClaudeCacheEntriesEndpointWebExtension;
import io.github.claudecache.actuate.ReactiveClaudeCacheTagsEndpointWebExtension;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.pricing.PriceTable;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.store.AnswerStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for the endpoints {@code claudecache}, {@code claudecachetags},
 * {@code claudecacheentries}, {@code claudecacheverdicts} and {@code claudecacheexplain}.
 * None is exposed by default.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({ ClaudeCache.class, AnswerStore.class })
public final class ClaudeCacheEndpointAutoConfiguration {

	private static final String EXPLAIN = "management.endpoint.claudecacheexplain";

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(ClaudeCacheEndpoint.class)
	CacheStatistics claudeCacheStatistics(ObjectProvider<PriceTable> prices) {
		return new CacheStatistics(prices.getIfAvailable(ModelPrices::builtIn));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	ClaudeCacheEndpoint claudeCacheEndpoint(ClaudeCache cache, AnswerStore store,
			ObjectProvider<TagInvalidationService> invalidation, CacheStatistics statistics,
			ObjectProvider<Tenants> tenants, ObjectProvider<CoreValues> values, ObjectProvider<Auditor> auditor,
			ObjectProvider<UndeclaredFactors> undeclared) {
		return new ClaudeCacheEndpoint(cache, store, invalidation.getIfAvailable(cache::invalidation), statistics,
				tenantRequired(tenants), namespace(values), auditor.getIfUnique(), undeclared.getIfUnique());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	ClaudeCacheTagsEndpoint claudeCacheTagsEndpoint(ClaudeCache cache, AnswerStore store,
			ObjectProvider<TagInvalidationService> invalidation, ObjectProvider<Tenants> tenants) {
		return new ClaudeCacheTagsEndpoint(store, invalidation.getIfAvailable(cache::invalidation),
				tenantRequired(tenants));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnBean(ClaudeCacheEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ClaudeCacheEndpointWebExtension claudeCacheEndpointWebExtension(ClaudeCacheEndpoint endpoint) {
		return new ClaudeCacheEndpointWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnBean(ClaudeCacheTagsEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ClaudeCacheTagsEndpointWebExtension claudeCacheTagsEndpointWebExtension(ClaudeCacheTagsEndpoint endpoint) {
		return new ClaudeCacheTagsEndpointWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnBean(ClaudeCacheEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ReactiveClaudeCacheEndpointWebExtension reactiveClaudeCacheEndpointWebExtension(ClaudeCacheEndpoint endpoint) {
		return new ReactiveClaudeCacheEndpointWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnBean(ClaudeCacheTagsEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ReactiveClaudeCacheTagsEndpointWebExtension reactiveClaudeCacheTagsEndpointWebExtension(
			ClaudeCacheTagsEndpoint endpoint) {
		return new ReactiveClaudeCacheTagsEndpointWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	ClaudeCacheEntriesEndpoint claudeCacheEntriesEndpoint(ClaudeCache cache, AnswerStore store,
			ObjectProvider<Tenants> tenants) {
		return new ClaudeCacheEntriesEndpoint(cache, store, tenantRequired(tenants));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnBean(ClaudeCacheEntriesEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ClaudeCacheEntriesEndpointWebExtension claudeCacheEntriesEndpointWebExtension(ClaudeCacheEntriesEndpoint endpoint) {
		return new ClaudeCacheEntriesEndpointWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnBean(ClaudeCacheEntriesEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ReactiveClaudeCacheEntriesEndpointWebExtension reactiveClaudeCacheEntriesEndpointWebExtension(
			ClaudeCacheEntriesEndpoint endpoint) {
		return new ReactiveClaudeCacheEntriesEndpointWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(ClaudeCacheVerdictsEndpoint.class)
	DecisionLog claudeCacheDecisionLog() {
		return new DecisionLog();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	ClaudeCacheVerdictsEndpoint claudeCacheVerdictsEndpoint(ClaudeCache cache, DecisionLog log) {
		return new ClaudeCacheVerdictsEndpoint(cache, log);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	ClaudeCacheExplainEndpoint claudeCacheExplainEndpoint(ClaudeCache cache, ObjectProvider<Tenants> tenants,
			Environment environment) {
		return new ClaudeCacheExplainEndpoint(cache, tenantRequired(tenants),
				Binder.get(environment).bind(EXPLAIN + ".show-values", Show.class).orElse(Show.NEVER));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication
	@ConditionalOnBean(ClaudeCacheExplainEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ClaudeCacheExplainEndpointWebExtension claudeCacheExplainEndpointWebExtension(ClaudeCacheExplainEndpoint endpoint,
			Environment environment) {
		return new ClaudeCacheExplainEndpointWebExtension(endpoint,
				Binder.get(environment).bind(EXPLAIN + ".roles", Bindable.setOf(String.class)).orElse(Set.of()));
	}

	/**
	 * Lets the operations see the exchange that they belong to.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(ServerWebExchangeContextFilter.class)
	static class ExchangeContextConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServerWebExchangeContextFilter claudeCacheExchangeContextFilter() {
			return new ServerWebExchangeContextFilter();
		}

	}

	private static boolean tenantRequired(ObjectProvider<Tenants> tenants) {
		Tenants found = tenants.getIfAvailable();
		return found != null && found.required();
	}

	private static @Nullable Namespace namespace(ObjectProvider<CoreValues> values) {
		CoreValues found = values.getIfAvailable();
		return (found != null) ? found.namespace() : null;
	}

}
