package io.github.claudecache.observation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheObservationAutoConfiguration;
import io.github.claudecache.event.LookupObserver;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One observation of each lookup, with keys of few values.
 */
class LookupObservationTests {

	private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
				ClaudeCacheObservationAutoConfiguration.class))
		.withBean(ObservationRegistry.class, () -> this.registry)
		.withUserConfiguration(Application.class);

	LookupObservationTests() {
		this.registry.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters))
			.observationHandler(new ObservationHandler<>() {

				@Override
				public void onStop(Observation.Context context) {
					LookupObservationTests.this.stopped.add(context);
				}

				@Override
				public boolean supportsContext(Observation.Context context) {
					return true;
				}

			});
	}

	@Test
	void aLookupIsAChildOfWhatItsCallerDoesAndSaysWhatCameOfIt() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			Observation request = Observation.start("request", this.registry);
			request.scoped(() -> desk.answer("May I return my secret?"));
			desk.answer("May I return my secret?");
			assertThat(this.stopped).hasSize(2);
			Observation.Context miss = this.stopped.get(0);
			assertThat(miss.getName()).isEqualTo("claude.cache.lookup");
			assertThat(miss.getContextualName()).isEqualTo("claude cache lookup faq");
			assertThat(miss.getParentObservation()).isSameAs(request);
			assertThat(miss.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(KeyValue.of("cache", "faq"),
					KeyValue.of("outcome", "miss"), KeyValue.of("reason", "not-found"));
			assertThat(this.stopped.get(1).getLowCardinalityKeyValues()).contains(KeyValue.of("outcome", "exact"),
					KeyValue.of("reason", "none"));
			assertThat(this.stopped).allSatisfy((stop) -> assertThat(stop.getHighCardinalityKeyValues()).isEmpty())
				.allSatisfy((stop) -> assertThat(stop.toString()).doesNotContain("secret"));
		});
	}

	@Test
	void manyQuestionsMakeFewTimers() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			for (int i = 0; i < 1000; i++) {
				desk.answer("question " + i % 900);
			}
			assertThat(this.meters.getMeters()).extracting((meter) -> meter.getId().getName())
				.containsOnly("claude.cache.lookup", "claude.cache.lookup.active");
			assertThat(this.meters.get("claude.cache.lookup").tag("outcome", "miss").timer().count()).isEqualTo(900);
			assertThat(this.meters.get("claude.cache.lookup").tag("outcome", "exact").timer().count()).isEqualTo(100);
			assertThat(this.meters.getMeters().stream().map(Meter::getId)).hasSizeLessThan(10);
		});
	}

	@Test
	void inAnApplicationLookupsHaveTheTimersThatSpringBootsHandlerWouldMake() {
		this.runner.run((context) -> ask(context.getBean(Desk.class)));
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
					ClaudeCacheObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
					ObservationAutoConfiguration.class))
			.withUserConfiguration(Application.class)
			.withPropertyValues("management.observations.key-values.region=north")
			.run((context) -> {
				ask(context.getBean(Desk.class));
				Observation.start("other", context.getBean(ObservationRegistry.class)).stop();
				MeterRegistry own = context.getBean(MeterRegistry.class);
				assertThat(timers(own, "claude.cache.lookup")).isEqualTo(timers(this.meters, "claude.cache.lookup"))
					.hasSize(2);
				assertThat(own.get("claude.cache.lookup").timers())
					.allSatisfy((timer) -> assertThat(timer.getId().getTag("region")).isEqualTo("north"))
					.allSatisfy((timer) -> assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive());
				assertThat(own.find("claude.cache.lookup.active").meters()).isEmpty();
				assertThat(own.get("other").timer().count()).isEqualTo(1);
			});
	}

	@Test
	void namesCanBeOnesOwn() {
		this.runner.withBean(LookupObservationConvention.class, OwnNames::new).run((context) -> {
			context.getBean(Desk.class).answer("question");
			assertThat(this.stopped.get(0).getName()).isEqualTo("own");
		});
	}

	@Test
	void whereNothingIsObservedThereIsNoObserver() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
					ClaudeCacheObservationAutoConfiguration.class))
			.withUserConfiguration(Application.class)
			.run((context) -> assertThat(context).hasSingleBean(ClaudeCache.class)
				.doesNotHaveBean(LookupObserver.class));
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
					ClaudeCacheObservationAutoConfiguration.class))
			.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.withUserConfiguration(Application.class)
			.run((context) -> {
				context.getBean(Desk.class).answer("question");
				assertThat(this.stopped).isEmpty();
			});
	}

	@Test
	void theDocumentedKeysAreThoseThatAreSet() {
		KeyValues set = new DefaultLookupObservationConvention()
			.getLowCardinalityKeyValues(new LookupObservationContext("faq"));
		assertThat(set).extracting(KeyValue::getKey)
			.containsExactlyInAnyOrderElementsOf(Set.of(LookupObservation.LOOKUP.getLowCardinalityKeyNames())
				.stream()
				.map((key) -> key.asString())
				.toList());
	}

	private static void ask(Desk desk) {
		desk.answer("What is kept?");
		desk.answer("What is kept?");
		desk.answer("What is kept?");
	}

	private static Map<Map<String, String>, Long> timers(MeterRegistry registry, String name) {
		Map<Map<String, String>, Long> counts = new HashMap<>();
		for (Timer timer : registry.get(name).timers()) {
			Map<String, String> tags = new TreeMap<>();
			timer.getId().getTags().forEach((tag) -> tags.put(tag.getKey(), tag.getValue()));
			tags.remove("region");
			counts.put(tags, timer.count());
		}
		return counts;
	}

	static class OwnNames extends DefaultLookupObservationConvention {

		@Override
		public String getName() {
			return "own";
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

	static class Desk {

		@ClaudeCached(name = "faq", volatility = "static")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("yes");
		}

	}

}
