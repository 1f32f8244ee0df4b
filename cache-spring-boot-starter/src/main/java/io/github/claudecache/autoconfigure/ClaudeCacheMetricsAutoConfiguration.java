package io.github.claudecache.autoconfigure;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.metrics.AuditMeters;
import io.github.claudecache.metrics.MeteredListener;
import io.github.claudecache.metrics.StoreMeters;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.pricing.PriceTable;
import io.github.claudecache.store.AnswerStore;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for the meters of the cache.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ ClaudeCache.class, MeterRegistry.class })
public final class ClaudeCacheMetricsAutoConfiguration {

	// The registry is asked for late: the cache may be needed before the registry's own
	// post-processors are there.
	@Bean
	@ConditionalOnMissingBean
	MeteredListener claudeCacheMeteredListener(ObjectProvider<MeterRegistry> registry,
			ObjectProvider<PriceTable> prices) {
		return new MeteredListener(registry::getObject, prices.getIfAvailable(ModelPrices::builtIn));
	}

	@Bean
	@ConditionalOnBean(Auditor.class)
	@ConditionalOnMissingBean
	AuditMeters claudeCacheAuditMeters(ObjectProvider<MeterRegistry> registry, ObjectProvider<Auditor> auditor) {
		return new AuditMeters(registry::getObject, auditor::getObject);
	}

	@Bean
	@ConditionalOnBean(AnswerStore.class)
	@ConditionalOnMissingBean
	StoreMeters claudeCacheStoreMeters(AnswerStore store) {
		return new StoreMeters(store);
	}

}
