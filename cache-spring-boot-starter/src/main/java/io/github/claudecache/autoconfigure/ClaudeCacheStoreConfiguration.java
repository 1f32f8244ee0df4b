package io.github.claudecache.autoconfigure;

import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;

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
	AnswerStore claudeCacheAnswerStore(ClaudeCacheProperties properties, CoreValues values, WrittenProperties written) {
		if (properties.store() == StoreType.REDIS) {
			throw written.failure(KnownProperty.STORE, KnownProperty.ANY_KEY, "This version has no store on Redis.",
					"auto or memory", "Set it to 'memory' or 'auto', or declare a bean of type AnswerStore.");
		}
		return new InMemoryAnswerStore(values.memorySettings(), InstantSource.system(), ForkJoinPool.commonPool());
	}

}
