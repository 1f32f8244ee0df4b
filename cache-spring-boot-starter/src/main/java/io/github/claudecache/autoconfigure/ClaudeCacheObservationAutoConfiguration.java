package io.github.claudecache.autoconfigure;

import io.github.claudecache.event.LookupObserver;
import io.github.claudecache.observation.LookupObservationConvention;
import io.github.claudecache.observation.LookupTimer;
import io.github.claudecache.observation.ObservedLookups;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the observation of lookups.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
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

	/**
	 * With a tracing library, Spring Boot's own handler gives timers the traces they came
	 * from.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterObservationHandler.class)
	@ConditionalOnMissingClass("io.micrometer.tracing.Tracer")
	@ConditionalOnBean(MeterRegistry.class)
	static class TimerConfiguration {

		// Before the handler for everything else: the first that supports an observation
		// is told of it.
		@Bean
		@Order(0)
		@ConditionalOnMissingBean
		LookupTimer claudeCacheLookupTimer(ObjectProvider<MeterRegistry> registry) {
			return new LookupTimer(SingletonSupplier.of(registry::getObject)::obtain);
		}

	}

}
