package io.github.claudecache.autoconfigure;

import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.transaction.ReactiveTransactionBoundary;
import io.github.claudecache.transaction.SpringTransactionBoundary;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sees transactions if the application can have any.
 */
@Configuration(proxyBeanMethods = false)
class ClaudeCacheTransactionConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TransactionSynchronizationManager.class)
	static class ThreadBound {

		@Bean
		@ConditionalOnMissingBean
		TransactionBoundary claudeCacheTransactionBoundary() {
			return new SpringTransactionBoundary();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.transaction.support.TransactionSynchronizationManager")
	static class None {

		@Bean
		@ConditionalOnMissingBean
		TransactionBoundary claudeCacheTransactionBoundary() {
			return TransactionBoundary.none();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ReactiveTransactionManager.class, Mono.class })
	static class Reactive {

		@Bean
		@ConditionalOnMissingBean
		ReactiveTransactionBoundary claudeCacheReactiveTransactionBoundary() {
			return new ReactiveTransactionBoundary();
		}

	}

}
