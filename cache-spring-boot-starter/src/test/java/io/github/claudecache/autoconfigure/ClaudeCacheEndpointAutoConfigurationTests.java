package io.github.claudecache.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.StoreTagInvalidationService;
import io.github.claudecache.actuate.CacheStatistics;
import io.github.claudecache.actuate.ClaudeCacheEndpoint;
import io.github.claudecache.actuate.ClaudeCacheEndpointWebExtension;
import io.github.claudecache.actuate.ClaudeCacheTagsEndpoint;
import io.github.claudecache.actuate.ClaudeCacheTagsEndpointWebExtension;
import io.github.claudecache.actuate.ReactiveClaudeCacheEndpointWebExtension;
import io.github.claudecache.actuate.ReactiveClaudeCacheTagsEndpointWebExtension;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.aop.TenantResolver;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClaudeCacheEndpointAutoConfiguration}.
 */
class ClaudeCacheEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=claudecache,claudecachetags";

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations
		.of(ClaudeCacheEndpointAutoConfiguration.class);

	private final AnswerStore store = new InMemoryAnswerStore();

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "reference"))
		.store(this.store)
		.build();

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(ClaudeCache.class, () -> this.cache)
		.withBean(AnswerStore.class, () -> this.store)
		.withPropertyValues(EXPOSED);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(ClaudeCache.class, () -> this.cache)
		.withBean(AnswerStore.class, () -> this.store)
		.withPropertyValues(EXPOSED);

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
		.withBean(ClaudeCache.class, () -> this.cache)
		.withBean(AnswerStore.class, () -> this.store);

	@Test
	void exposedOnAServletServerBothEndpointsAreThereWithTheirExtensions() {
		this.servlet.run((context) -> assertThat(context).hasSingleBean(ClaudeCacheEndpoint.class)
			.hasSingleBean(ClaudeCacheTagsEndpoint.class)
			.hasSingleBean(ClaudeCacheEndpointWebExtension.class)
			.hasSingleBean(ClaudeCacheTagsEndpointWebExtension.class)
			.hasSingleBean(CacheStatistics.class)
			.doesNotHaveBean(ReactiveClaudeCacheEndpointWebExtension.class)
			.doesNotHaveBean(ReactiveClaudeCacheTagsEndpointWebExtension.class)
			.doesNotHaveBean(ServerWebExchangeContextFilter.class));
	}

	@Test
	void exposedOnAReactiveServerBothEndpointsAreThereWithTheirExtensions() {
		this.reactive.run((context) -> assertThat(context).hasSingleBean(ClaudeCacheEndpoint.class)
			.hasSingleBean(ClaudeCacheTagsEndpoint.class)
			.hasSingleBean(ReactiveClaudeCacheEndpointWebExtension.class)
			.hasSingleBean(ReactiveClaudeCacheTagsEndpointWebExtension.class)
			.hasSingleBean(ServerWebExchangeContextFilter.class)
			.doesNotHaveBean(ClaudeCacheEndpointWebExtension.class)
			.doesNotHaveBean(ClaudeCacheTagsEndpointWebExtension.class));
	}

	@Test
	void notExposedNothingIsThere() {
		this.servlet.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(ClaudeCacheEndpoint.class)
				.doesNotHaveBean(ClaudeCacheTagsEndpoint.class)
				.doesNotHaveBean(ClaudeCacheEndpointWebExtension.class)
				.doesNotHaveBean(ClaudeCacheTagsEndpointWebExtension.class)
				.doesNotHaveBean(CacheStatistics.class));
	}

	@Test
	void oneIsExposedWithoutTheOther() {
		this.servlet.withPropertyValues("management.endpoints.web.exposure.include=claudecachetags")
			.run((context) -> assertThat(context).hasSingleBean(ClaudeCacheTagsEndpoint.class)
				.doesNotHaveBean(ClaudeCacheEndpoint.class)
				.doesNotHaveBean(CacheStatistics.class));
	}

	@Test
	void withoutAccessAnEndpointIsNotThere() {
		this.servlet.withPropertyValues("management.endpoint.claudecachetags.access=NONE")
			.run((context) -> assertThat(context).hasSingleBean(ClaudeCacheEndpoint.class)
				.doesNotHaveBean(ClaudeCacheTagsEndpoint.class)
				.doesNotHaveBean(ClaudeCacheTagsEndpointWebExtension.class));
	}

	@Test
	void exposedOverJmxOnlyThereAreNoWebExtensions() {
		this.servlet
			.withPropertyValues("management.endpoints.web.exposure.include=health", "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=claudecache,claudecachetags")
			.run((context) -> assertThat(context).hasSingleBean(ClaudeCacheEndpoint.class)
				.hasSingleBean(ClaudeCacheTagsEndpoint.class)
				.doesNotHaveBean(ClaudeCacheEndpointWebExtension.class)
				.doesNotHaveBean(ClaudeCacheTagsEndpointWebExtension.class));
	}

	@Test
	void withoutAServerThereAreNoWebExtensions() {
		this.plain.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(ClaudeCacheEndpoint.class)
				.hasSingleBean(ClaudeCacheTagsEndpoint.class)
				.doesNotHaveBean(ClaudeCacheEndpointWebExtension.class)
				.doesNotHaveBean(ReactiveClaudeCacheEndpointWebExtension.class));
	}

	@Test
	void withoutACacheNothingIsThere() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withBean(AnswerStore.class, () -> this.store)
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).doesNotHaveBean(ClaudeCacheEndpoint.class)
				.doesNotHaveBean(ClaudeCacheTagsEndpoint.class));
	}

	@Test
	void withoutAStoreNothingIsThere() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withBean(ClaudeCache.class, () -> this.cache)
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).doesNotHaveBean(ClaudeCacheEndpoint.class)
				.doesNotHaveBean(ClaudeCacheTagsEndpoint.class));
	}

	@Test
	void withoutTheActuatorTheApplicationStarts() {
		this.servlet.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClaudeCacheEndpoint.class));
	}

	@Test
	void withoutReactorTheServletExtensionsAreThere() {
		this.servlet.withClassLoader(new FilteredClassLoader("reactor"))
			.run((context) -> assertThat(context).hasSingleBean(ClaudeCacheTagsEndpointWebExtension.class));
	}

	@Test
	void withoutSpringWebThePlainEndpointsAreThere() {
		this.plain.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet", "reactor"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ClaudeCacheTagsEndpoint.class));
	}

	@Test
	void endpointsOfTheApplicationWin() {
		CacheStatistics statistics = new CacheStatistics(ModelPrices.builtIn());
		ClaudeCacheEndpoint caches = new ClaudeCacheEndpoint(this.cache, this.store, this.cache.invalidation(),
				statistics, false, null, null, null);
		ClaudeCacheTagsEndpoint tags = new ClaudeCacheTagsEndpoint(this.store, this.cache.invalidation(), true);
		this.servlet.withBean("caches", ClaudeCacheEndpoint.class, () -> caches)
			.withBean("tags", ClaudeCacheTagsEndpoint.class, () -> tags)
			.withBean("statistics", CacheStatistics.class, () -> statistics)
			.run((context) -> {
				assertThat(context).getBean(ClaudeCacheEndpoint.class).isSameAs(caches);
				assertThat(context).getBean(ClaudeCacheTagsEndpoint.class).isSameAs(tags);
				assertThat(context).getBean(CacheStatistics.class).isSameAs(statistics);
				assertThat(context).hasSingleBean(ClaudeCacheTagsEndpointWebExtension.class);
			});
	}

	@Test
	void extensionsOfTheApplicationWin() {
		ClaudeCacheEndpoint caches = new ClaudeCacheEndpoint(this.cache, this.store, this.cache.invalidation(),
				new CacheStatistics(ModelPrices.builtIn()), false, null, null, null);
		ClaudeCacheTagsEndpoint tags = new ClaudeCacheTagsEndpoint(this.store, this.cache.invalidation(), true);
		ClaudeCacheEndpointWebExtension forCaches = new ClaudeCacheEndpointWebExtension(caches);
		ClaudeCacheTagsEndpointWebExtension forTags = new ClaudeCacheTagsEndpointWebExtension(tags);
		this.servlet.withBean("forCaches", ClaudeCacheEndpointWebExtension.class, () -> forCaches)
			.withBean("forTags", ClaudeCacheTagsEndpointWebExtension.class, () -> forTags)
			.run((context) -> {
				assertThat(context).getBean(ClaudeCacheEndpointWebExtension.class).isSameAs(forCaches);
				assertThat(context).getBean(ClaudeCacheTagsEndpointWebExtension.class).isSameAs(forTags);
			});
		ReactiveClaudeCacheEndpointWebExtension forReactiveCaches = new ReactiveClaudeCacheEndpointWebExtension(caches);
		ReactiveClaudeCacheTagsEndpointWebExtension forReactiveTags = new ReactiveClaudeCacheTagsEndpointWebExtension(
				tags);
		ServerWebExchangeContextFilter filter = new ServerWebExchangeContextFilter();
		this.reactive.withBean("forCaches", ReactiveClaudeCacheEndpointWebExtension.class, () -> forReactiveCaches)
			.withBean("forTags", ReactiveClaudeCacheTagsEndpointWebExtension.class, () -> forReactiveTags)
			.withBean("filter", ServerWebExchangeContextFilter.class, () -> filter)
			.run((context) -> {
				assertThat(context).getBean(ReactiveClaudeCacheEndpointWebExtension.class).isSameAs(forReactiveCaches);
				assertThat(context).getBean(ReactiveClaudeCacheTagsEndpointWebExtension.class)
					.isSameAs(forReactiveTags);
				assertThat(context).getBean(ServerWebExchangeContextFilter.class).isSameAs(filter);
			});
	}

	@Test
	void anInvalidationServiceOfTheApplicationIsUsed() {
		List<CacheEvent> events = new CopyOnWriteArrayList<>();
		TagInvalidationService own = new StoreTagInvalidationService(this.store, TransactionBoundary.none(),
				events::add);
		this.servlet.withBean(TagInvalidationService.class, () -> own).run((context) -> {
			context.getBean(ClaudeCacheTagsEndpoint.class).invalidate("a", null);
			context.getBean(ClaudeCacheEndpoint.class).retire("faq", null);
			assertThat(events).extracting((event) -> ((CacheEvent.Invalidated) event).invalidation().tags())
				.containsExactly(Set.of(new Tag("a")), Set.of(new Tag("cache:faq")));
		});
	}

	@Test
	void aTenantIsRequiredWhereTheCacheRequiresOne() {
		this.servlet.withBean(Tenants.class, () -> new Tenants(null, null, true)).run((context) -> {
			ClaudeCacheTagsEndpoint tags = context.getBean(ClaudeCacheTagsEndpoint.class);
			assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(() -> tags.tags(null));
			ClaudeCacheEndpoint caches = context.getBean(ClaudeCacheEndpoint.class);
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> caches.retire("faq", null));
		});
	}

	@Test
	void withTheWholeStarterTheEndpointsKnowNamespaceTenancyAndWhatHappened() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
					ClaudeCacheEndpointAutoConfiguration.class))
			.withUserConfiguration(Application.class)
			.withBean(TenantResolver.class, () -> () -> new TenantId("acme"))
			.withPropertyValues(EXPOSED, "claude.cache.namespace=shop:answers", "claude.cache.schema-version=7",
					"claude.cache.caches.faq.volatility=reference")
			.run((context) -> {
				ClaudeCache cache = context.getBean(ClaudeCache.class);
				cache.define(CacheDefinition.of("faq", "reference"));
				cache.answer(ClaudeRequest.builder("faq", new TenantId("acme")).message("hello").build(),
						() -> ClaudeAnswer.complete("hi"));
				ClaudeCacheEndpoint caches = context.getBean(ClaudeCacheEndpoint.class);
				assertThat(caches.caches().namespace()).isEqualTo("shop:answers:v7:");
				assertThat(caches.caches().caches().get("faq").figures()).isNotNull()
					.satisfies((figures) -> assertThat(figures.stored()).isOne());
				ClaudeCacheTagsEndpoint tags = context.getBean(ClaudeCacheTagsEndpoint.class);
				assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(() -> tags.tags(null));
				assertThat(tags.tag("cache:faq", "acme").entries()).isOne();
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

	}

}
