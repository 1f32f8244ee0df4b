package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.StoreTagInvalidationService;
import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.aop.CachedMethods;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.annotation.ClaudeCacheMarker;
import io.github.claudecache.aop.CacheCatalog;
import io.github.claudecache.aop.ReactiveTenantResolver;
import io.github.claudecache.aop.TenantResolver;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.event.GuardedListeners;
import io.github.claudecache.event.LookupObserver;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.freshness.VolatilityPolicy;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.FingerprintContributor;
import io.github.claudecache.json.FactorValues;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.pricing.PriceTable;
import io.github.claudecache.recording.CallRecorder;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ResourceLoader;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for the cache. Every bean gives way to one of the application.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnBean(ClaudeCacheMarker.class)
@Import({ StrictBindingConfiguration.class, ClaudeCacheTransactionConfiguration.class,
		ClaudeCacheStoreConfiguration.class, ClaudeCacheRedisConfiguration.class,
		ClaudeCacheInterceptionConfiguration.class, ClaudeCacheAuditConfiguration.class,
		AnthropicResponsesConfiguration.class, SpringAiResponsesConfiguration.class,
		LangChain4jResponsesConfiguration.class })
public final class ClaudeCacheAutoConfiguration {

	// An invalidation follows the change that it announces within moments, or after the
	// commit of a transaction.
	private static final Duration GRACE = Duration.ofSeconds(10);

	@Bean
	@ConditionalOnMissingBean
	CacheCatalog claudeCacheCatalog(ClaudeCacheProperties properties, CoreValues values, WrittenProperties written,
			ResourceLoader resources, ListableBeanFactory beans) {
		CacheContent content = new CacheContent(written, resources, FactorValues::parse);
		return new ConfiguredCaches(properties, written, content, values.volatilityClasses(),
				new SemanticDemand(beans, resources.getClassLoader()));
	}

	@Bean
	@ConditionalOnMissingBean
	MessageNormalizer claudeCacheMessageNormalizer(ClaudeCacheProperties properties) {
		return properties.key().foldCase() ? MessageNormalizer.caseFolding() : MessageNormalizer.standard();
	}

	@Bean
	@ConditionalOnMissingBean
	FingerprintComposer claudeCacheFingerprintComposer(CoreValues values, MessageNormalizer normalizer,
			ObjectProvider<FingerprintContributor> contributors) {
		return FingerprintComposer.standard(values.namespace(), normalizer, contributors.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	PriceTable claudeCachePriceTable(CoreValues values) {
		return values.prices();
	}

	@Bean
	@ConditionalOnMissingBean
	VolatilityPolicy claudeCacheVolatilityPolicy(CoreValues values) {
		return VolatilityPolicy.byName(values.volatilityClasses());
	}

	@Bean
	@ConditionalOnMissingBean(name = "standardAdmissionPolicy")
	AdmissionPolicy standardAdmissionPolicy(ClaudeCacheProperties properties) {
		return AdmissionPolicy.standard(properties.admission().maxAnswerSize().toBytes());
	}

	@Bean
	@ConditionalOnMissingBean
	Tenants claudeCacheTenants(ClaudeCacheProperties properties, ObjectProvider<TenantResolver> resolver,
			ObjectProvider<ReactiveTenantResolver> reactiveResolver) {
		TenantResolver found = resolver.getIfAvailable();
		ReactiveTenantResolver foundReactive = reactiveResolver.getIfAvailable();
		Boolean required = properties.tenancy().required();
		return new Tenants(found, foundReactive,
				(required != null) ? required : found != null || foundReactive != null);
	}

	@Bean
	@ConditionalOnMissingBean
	TagInvalidationService claudeCacheTagInvalidationService(AnswerStore store, TransactionBoundary transactions,
			ObjectProvider<ClaudeCacheListener> listeners) {
		return new StoreTagInvalidationService(store, transactions,
				new GuardedListeners(listeners.orderedStream().toList()));
	}

	@Bean
	@ConditionalOnMissingBean
	ClaudeCache claudeCache(ClaudeCacheProperties properties, CacheCatalog catalog, FingerprintComposer composer,
			VolatilityPolicy volatility, ObjectProvider<AdmissionPolicy> admission, AnswerStore store,
			TagInvalidationService invalidation, TransactionBoundary transactions,
			ObjectProvider<ClaudeCacheListener> listeners, ObjectProvider<SharedStores> shared,
			ObjectProvider<SemanticTier> semantic, ObjectProvider<HitAudit> audit,
			ObjectProvider<LookupObserver> observer, WrittenProperties written) {
		requireAudit(properties, audit, written);
		ClaudeCacheBuilder builder = ClaudeCache.builder()
			.caches(catalog.names()
				.stream()
				.map((name) -> catalog.definition(name, "", Semantic.OFF))
				.filter(Objects::nonNull)
				.toList())
			.composer(composer)
			.volatility(volatility)
			.admission(admission.orderedStream().toList())
			.store(store)
			.invalidation(invalidation)
			.transactions(transactions)
			.listeners(listeners.orderedStream().toList())
			.waiting(Patience.system(), properties.singleFlight().waitLimit())
			.callsWithoutStore(properties.singleFlight().callsWithoutStore());
		semantic.ifUnique(builder::semantic);
		audit.ifUnique(builder::audit);
		observer.ifUnique(builder::observer);
		shared.ifAvailable((stores) -> {
			SharedStores.Leases leases = stores.leases(store);
			if (leases != null) {
				builder.leases(leases.leases(), leases.term());
			}
		});
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean
	UndeclaredFactors claudeCacheUndeclaredFactors(ObjectProvider<ClaudeCache> cache,
			ObjectProvider<ClaudeCacheListener> listeners) {
		return new UndeclaredFactors(cache::getObject, new GuardedListeners(listeners.orderedStream().toList()),
				InstantSource.system(), GRACE);
	}

	// Behind the imported CachedMethods, which define the caches of annotations first.
	@Bean
	UnusedCaches claudeCacheUnusedCaches(ClaudeCache cache, CacheCatalog catalog, WrittenProperties written) {
		return new UnusedCaches(cache, catalog, written);
	}

	@Bean
	StartupReport claudeCacheStartupReport(ClaudeCache cache, AnswerStore store, Tenants tenants,
			ClaudeCacheProperties properties, CachedMethods methods, ObjectProvider<CallRecorder> recorders) {
		return new StartupReport(cache, store, tenants, properties.redis().lease() != null,
				new KeyReport(cache, methods, recorders.orderedStream().toList()));
	}

	private static void requireAudit(ClaudeCacheProperties properties, ObjectProvider<HitAudit> audit,
			WrittenProperties written) {
		properties.caches().forEach((name, cache) -> {
			if (cache.mode() == CacheMode.SHADOW && audit.getIfUnique() == null) {
				throw written.failure(KnownProperty.CACHE_MODE, name,
						"Nothing compares what the cache would serve: the audit is off.", "off or serve",
						"Set claude.cache.audit.enabled=true, or another mode.");
			}
		});
	}

}
