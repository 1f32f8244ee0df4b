package io.github.claudecache.autoconfigure;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.metrics.MeteredListener;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaudeCacheMetricsAutoConfiguration}.
 */
class ClaudeCacheMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheMetricsAutoConfiguration.class))
		.withBean(ClaudeCache.class, () -> ClaudeCache.builder().build());

	@Test
	void withARegistryTheListenerIsThere() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(MeteredListener.class));
	}

	@Test
	void withoutARegistryItIsNot() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(MeteredListener.class));
	}

	@Test
	void withoutACacheItIsNot() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).doesNotHaveBean(MeteredListener.class));
	}

	@Test
	void withoutMicrometerTheApplicationStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MeteredListener.class));
	}

	@Test
	void aListenerOfTheApplicationWins() {
		MeteredListener own = new MeteredListener(SimpleMeterRegistry::new, ModelPrices.builtIn());
		this.runner.withBean(SimpleMeterRegistry.class)
			.withBean("own", MeteredListener.class, () -> own)
			.run((context) -> assertThat(context).getBean(MeteredListener.class).isSameAs(own));
	}

	@Test
	void withTheWholeStarterEventsReachARegistryThatWasCustomized() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheMetricsAutoConfiguration.class,
					ClaudeCacheAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, MetricsAutoConfiguration.class))
			.withUserConfiguration(Application.class)
			.run((context) -> {
				ClaudeCache cache = context.getBean(ClaudeCache.class);
				cache.define(CacheDefinition.of("faq", "reference"));
				cache.answer(ClaudeRequest.builder("faq", TenantId.DEFAULT).message("hello").build(),
						() -> ClaudeAnswer.complete("hi"));
				assertThat(context.getBean(MeterRegistry.class)
					.get("claude.cache.stores")
					.tags("cache", "faq", "application", "shop")
					.counter()
					.count()).isOne();
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

		@Bean
		MeterRegistryCustomizer<MeterRegistry> commonTags() {
			return (registry) -> registry.config().commonTags("application", "shop");
		}

	}

}
