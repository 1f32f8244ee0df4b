package io.github.claudecache.autoconfigure;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.aop.AdvicePositions;
import io.github.claudecache.aop.AnnotationAdvisor;
import io.github.claudecache.aop.CacheCatalog;
import io.github.claudecache.aop.CachedMethodInterceptor;
import io.github.claudecache.aop.CachedMethods;
import io.github.claudecache.aop.InvalidatingMethodInterceptor;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Intercepts annotated methods. The advisors are created before all other beans, so they
 * ask for what they need only when a method is called.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class ClaudeCacheInterceptionConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AdvicePositions claudeCacheAdvicePositions() {
		return new AdvicePositions();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static CachedMethods claudeCachedMethods(ConfigurableListableBeanFactory beans, ObjectProvider<ClaudeCache> cache,
			ObjectProvider<Tenants> tenants, ObjectProvider<CacheCatalog> catalog) {
		return new CachedMethods(beans, cache::getObject, tenants::getObject, catalog::getObject);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AnnotationAdvisor claudeCachedAdvisor(CachedMethods methods, ObjectProvider<ClaudeCache> cache,
			ObjectProvider<Tenants> tenants, ObjectProvider<ReactiveTransactionBoundary> reactiveTransactions,
			ObjectProvider<UndeclaredFactors> undeclared, ObjectProvider<ClaudeCacheProperties> properties,
			Environment environment) {
		return new AnnotationAdvisor(ClaudeCached.class,
				new CachedMethodInterceptor(methods, cache::getObject, tenants::getObject,
						reactiveTransactions::getIfAvailable, undeclared::getObject,
						() -> properties.getObject().admission().maxAnswerSize().toBytes()),
				order(environment));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AnnotationAdvisor claudeCacheInvalidateAdvisor(CachedMethods methods,
			ObjectProvider<TagInvalidationService> service, ObjectProvider<Tenants> tenants,
			ObjectProvider<TransactionBoundary> transactions,
			ObjectProvider<ReactiveTransactionBoundary> reactiveTransactions, Environment environment) {
		return new AnnotationAdvisor(
				ClaudeCacheInvalidate.class, new InvalidatingMethodInterceptor(methods, service::getObject,
						tenants::getObject, transactions::getObject, reactiveTransactions::getIfAvailable),
				order(environment));
	}

	// Read from the environment, since the bean of the properties would be created too
	// early to be seen by other post-processors.
	private static int order(Environment environment) {
		return Binder.get(environment)
			.bind(KnownProperty.INTERCEPTOR_ORDER.text(KnownProperty.ANY_KEY), Bindable.of(Integer.class),
					new StrictBindHandler(BindHandler.DEFAULT))
			.orElse(ClaudeCacheProperties.Interceptor.DEFAULT_ORDER);
	}

}
