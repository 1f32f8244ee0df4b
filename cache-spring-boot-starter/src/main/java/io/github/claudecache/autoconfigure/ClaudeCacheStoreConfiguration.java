package io.github.claudecache.autoconfigure;

import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Chooses the store.
 */
@Configuration(proxyBeanMethods = false)
class ClaudeCacheStoreConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AnswerStore claudeCacheAnswerStore(ClaudeCacheProperties properties) {
		if (properties.store() == StoreType.REDIS) {
			throw new ClaudeCacheConfigurationException(
					"Property claude.cache.store is 'redis', but this version has no store on Redis.",
					"Set claude.cache.store to 'memory' or 'auto', or declare a bean of type AnswerStore.");
		}
		return new InMemoryAnswerStore(CoreValues.memorySettings(properties), InstantSource.system(),
				ForkJoinPool.commonPool());
	}

}
