package io.github.claudecache.autoconfigure;

import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;

import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;

import org.springframework.beans.factory.ObjectProvider;
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
	AnswerStore claudeCacheAnswerStore(ClaudeCacheProperties properties, CoreValues values, WrittenProperties written,
			ObjectProvider<SharedStores> shared) {
		SharedStores available = shared.getIfAvailable();
		if (properties.store() == StoreType.REDIS && available == null) {
			throw written.failure(KnownProperty.STORE, KnownProperty.ANY_KEY,
					"The client of Redis is not on the class path.", "auto or memory",
					"Add org.springframework.boot:spring-boot-starter-data-redis, or set it to 'memory'.");
		}
		boolean useShared = properties.store() == StoreType.REDIS
				|| (properties.store() == StoreType.AUTO && available != null && available.configured());
		return (useShared && available != null) ? available.create()
				: new InMemoryAnswerStore(values.memorySettings(), InstantSource.system(), ForkJoinPool.commonPool());
	}

}
