package io.github.claudecache.autoconfigure;

import io.github.claudecache.event.LookupObserver;
import io.github.claudecache.observation.LookupObservationConvention;
import io.github.claudecache.observation.ObservedLookups;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the observation of lookups.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class ClaudeCacheObservationAutoConfiguration {

	// Both are asked for at the first lookup: the cache may be created before the
	// registry's own post-processors are there.
	@Bean
	@ConditionalOnMissingBean
	LookupObserver claudeCacheLookupObserver(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<LookupObservationConvention> convention) {
		return new ObservedLookups(SingletonSupplier.of(registry::getObject)::obtain,
				SingletonSupplier.ofNullable(convention::getIfAvailable));
	}

}
