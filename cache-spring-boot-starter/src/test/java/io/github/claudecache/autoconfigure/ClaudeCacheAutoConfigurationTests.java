package io.github.claudecache.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.StoreTagInvalidationService;
import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.aop.CacheCatalog;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.event.GuardedListeners;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.freshness.VolatilityPolicy;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.FingerprintContributor;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.metrics.MeteredListener;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.EventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaudeCacheAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClaudeCacheAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
			ClaudeCacheMetricsAutoConfiguration.class, ClaudeCacheEndpointAutoConfiguration.class,
			ClaudeCacheHealthContributorAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(ALL)
		.withUserConfiguration(Application.class);

	@Test
	void withoutTheAnnotationThereIsNoBeanOfOurs() {
		new ApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.filteredOn((name) -> context.getType(name) != null
						&& context.getType(name).getName().startsWith("io.github.claudecache.")
						&& !context.getType(name).isAnnotationPresent(AutoConfiguration.class))
				.isEmpty());
	}

	static Stream<Arguments> replaceable() {
		AnswerStore store = new InMemoryAnswerStore();
		return Stream.of(
				Arguments.of(FingerprintComposer.class,
						FingerprintComposer.standard(new Namespace("own", 1), MessageNormalizer.standard(), List.of())),
				Arguments.of(MessageNormalizer.class, (MessageNormalizer) String::strip),
				Arguments.of(VolatilityPolicy.class, VolatilityPolicy.byName(VolatilityClass.BUILT_IN)),
				Arguments.of(AnswerStore.class, store),
				Arguments.of(TagInvalidationService.class,
						new StoreTagInvalidationService(store, TransactionBoundary.none(),
								new GuardedListeners(List.of()))),
				Arguments.of(ClaudeCache.class, ClaudeCache.builder().build()),
				Arguments.of(TransactionBoundary.class, TransactionBoundary.none()),
				Arguments.of(Tenants.class, new Tenants(null, null, false)),
				Arguments.of(CacheCatalog.class, new OwnCatalog()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("replaceable")
	<T> void aBeanOfTheApplicationWins(Class<T> type, T own) {
		this.runner.withBean("own", type, () -> own).run((context) -> {
			assertThat(context).hasNotFailed().getBean(type).isSameAs(own);
			assertThat(context.getBean(Desk.class).answer("q").value()).isEqualTo("answer 1");
		});
	}

	@Test
	void everyAdmissionPolicyMustAgree() {
		this.runner.withBean("own", AdmissionPolicy.class, () -> refuseAll()).run((context) -> {
			assertThat(context.getBeansOfType(AdmissionPolicy.class)).containsOnlyKeys("own",
					"standardAdmissionPolicy");
			assertThat(ask(context).refusal()).isEqualTo(RefusalReason.POLICY);
		});
	}

	@Test
	void anAdmissionPolicyOfTheStandardNameReplacesIt() {
		this.runner.withBean("standardAdmissionPolicy", AdmissionPolicy.class, () -> refuseAll())
			.run((context) -> assertThat(context).hasSingleBean(AdmissionPolicy.class));
	}

	@Test
	void aContributorChangesTheKey() {
		this.runner.run((plain) -> this.runner
			.withBean(FingerprintContributor.class, () -> (request) -> Map.of("tier", FactorValue.of("gold")))
			.run((context) -> assertThat(ask(context).fingerprint()).isNotEqualTo(ask(plain).fingerprint())));
	}

	@Test
	void listenersAreToldAndOneThatThrowsBreaksNothing() {
		EventLog log = new EventLog();
		this.runner.withBean("broken", ClaudeCacheListener.class, () -> (event) -> {
			throw new IllegalStateException("broken");
		}).withBean("log", ClaudeCacheListener.class, () -> log).run((context) -> {
			assertThat(ask(context).outcome()).isEqualTo(Outcome.MISS);
			assertThat(ask(context).outcome()).isEqualTo(Outcome.EXACT);
			assertThat(log.events()).hasSize(3);
		});
	}

	@Test
	void aListenerMayAskForTheCache() {
		this.runner.withUserConfiguration(CuriousListener.class).run((context) -> {
			assertThat(ask(context).outcome()).isEqualTo(Outcome.MISS);
			assertThat(context.getBean("seen", AtomicInteger.class)).hasValue(2);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.transaction", "reactor", "io.micrometer",
			"org.springframework.boot.actuate" })
	void withoutAnOptionalLibraryAnAnnotatedMethodIsCached(String missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(ask(context).outcome()).isEqualTo(Outcome.MISS);
			assertThat(ask(context).outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "claude.cache.enabled=false",
			"claude.cache.enabled=false|claude.cache.caches.desk.mode=serve", "claude.cache.caches.desk.mode=off" })
	void aCacheThatIsOffPassesEveryCallOn(String properties) {
		this.runner.withPropertyValues(properties.split("\\|")).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(ClaudeCache.class);
			assertThat(ask(context).reason()).isEqualTo(BypassReason.CACHE_OFF);
			assertThat(ask(context).reason()).isEqualTo(BypassReason.CACHE_OFF);
		});
	}

	@Test
	void redisWithoutAConnectionFactoryStopsTheStartUp() {
		this.runner.withPropertyValues("claude.cache.store=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("needs one LettuceConnectionFactory"));
	}

	@ParameterizedTest
	@ValueSource(classes = { LazyDesk.class, PrototypeDesk.class, ByInterface.class })
	void beansOfEveryKindAreCached(Class<?> configuration) {
		new ApplicationContextRunner().withConfiguration(ALL).withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasNotFailed();
			Answers first = context.getBean(Answers.class);
			assertThat(first.answer("q").provenance().outcome()).isEqualTo(Outcome.MISS);
			assertThat(context.getBean(Answers.class).answer("q").provenance().outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void twoContextsShareNothing() {
		this.runner.run((one) -> this.runner.run((two) -> {
			assertThat(ask(one).outcome()).isEqualTo(Outcome.MISS);
			assertThat(ask(two).outcome()).isEqualTo(Outcome.MISS);
			one.getBean(ClaudeCache.class).invalidation().invalidateEverything();
			assertThat(ask(two).outcome()).isEqualTo(Outcome.EXACT);
		}));
	}

	@Test
	void fiftyRestartsLeakNoThread() {
		this.runner.run(ClaudeCacheAutoConfigurationTests::ask);
		int before = Thread.activeCount();
		for (int i = 0; i < 50; i++) {
			this.runner.run(ClaudeCacheAutoConfigurationTests::ask);
		}
		// The common pool may have started its workers in the meantime.
		assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 4);
	}

	@Test
	void theReportAppearsOnceEvenWithAChildContext(CapturedOutput output) {
		SpringApplicationBuilder parent = new SpringApplicationBuilder(Started.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false);
		try (ConfigurableApplicationContext child = parent.child(Child.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run("--spring.jmx.enabled=false")) {
			assertThat(child.getBean(Answers.class).answer("q").value()).isEqualTo("answer 1");
			((ConfigurableApplicationContext) child.getParent()).close();
		}
		assertThat(output.getOut()).containsOnlyOnce("Cache 'desk': answers of class 'reference'")
			.containsOnlyOnce("Answers are kept in the store 'memory'; an invalidation reaches this process only")
			.containsOnlyOnce("No tenant is required")
			.containsOnlyOnce("has trust = true")
			.doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
	}

	@Test
	void noBeanIsCreatedTooEarlyInAnApplicationWithMeters(CapturedOutput output) {
		this.runner
			.withConfiguration(AutoConfigurations.of(CompositeMeterRegistryAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, MetricsAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(MeteredListener.class);
				assertThat(ask(context).outcome()).isEqualTo(Outcome.MISS);
			});
		assertThat(output).doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
	}

	private static Provenance ask(ApplicationContext context) {
		return context.getBean(Desk.class).answer("Can I?").provenance();
	}

	private static AdmissionPolicy refuseAll() {
		return (request, answer, tags) -> Optional.of(RefusalReason.POLICY);
	}

	interface Answers {

		ClaudeAnswer<String> answer(String question);

	}

	// Public, so that a proxy of another class loader can extend it.
	public static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		@ClaudeCached(name = "desk", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

	static class AnsweringDesk implements Answers {

		@Override
		@ClaudeCached(name = "desk", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer 1");
		}

		@ClaudeCached(name = "bare", volatility = "reference", trust = true)
		public String bare(@CacheMessage String question) {
			return "answer 1";
		}

	}

	static final class OwnCatalog implements CacheCatalog {

		@Override
		public List<String> names() {
			return List.of();
		}

		@Override
		public CacheDefinition definition(String name, String annotatedVolatility, Semantic annotatedSemantic) {
			return CacheDefinition.of(name, annotatedVolatility);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

		@Bean
		Desk desk() {
			return new Desk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CuriousListener {

		@Bean
		AtomicInteger seen() {
			return new AtomicInteger();
		}

		@Bean
		ClaudeCacheListener curious(ObjectProvider<ClaudeCache> cache, AtomicInteger seen) {
			return (event) -> {
				if (!cache.getObject().definitions().isEmpty()) {
					seen.incrementAndGet();
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class LazyDesk {

		@Bean
		@Lazy
		AnsweringDesk desk() {
			return new AnsweringDesk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class PrototypeDesk {

		@Bean
		@Scope("prototype")
		AnsweringDesk desk() {
			return new AnsweringDesk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class ByInterface {

		@Bean
		Answers desk() {
			return new AnsweringDesk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ClaudeCacheAutoConfiguration.class)
	static class Started extends ByInterface {

	}

	@Configuration(proxyBeanMethods = false)
	static class Child {

	}

}
