package io.github.claudecache.metrics;

import java.util.List;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever meters do, questions are answered, and the log is not flooded.
 */
@ExtendWith(OutputCaptureExtension.class)
class TelemetryNeverBreaksAReadTests {

	@Test
	void aFilterThatThrowsCostsNumbersOnly(CapturedOutput output) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				throw new IllegalStateException("filter broken");
			}

		});
		requireAnswers(registry);
		assertThat(output.getOut().lines().filter((line) -> line.contains("Meters of the cache are incomplete")))
			.hasSize(1);
	}

	@Test
	void aRegistryThatIsNotThereCostsNumbersOnly(CapturedOutput output) {
		requireAnswers(new MeteredListener(() -> {
			throw new NoClassDefFoundError("io/micrometer/Missing");
		}, ModelPrices.builtIn()));
		assertThat(output.getOut().lines().filter((line) -> line.contains("Meters of the cache are incomplete")))
			.hasSize(1);
	}

	@Test
	void aClosedRegistryCostsNothing() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.close();
		requireAnswers(registry);
	}

	private static void requireAnswers(MeterRegistry registry) {
		requireAnswers(new MeteredListener(() -> registry, ModelPrices.builtIn()));
	}

	private static void requireAnswers(MeteredListener listener) {
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.listeners(List.of(listener))
			.build();
		for (int i = 0; i < 50; i++) {
			ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("q" + i).build();
			assertThat(cache.answer(request, () -> ClaudeAnswer.complete("a")).value()).isEqualTo("a");
			ClaudeAnswer<String> second = cache.answer(request, () -> ClaudeAnswer.complete("never"));
			assertThat(second.value()).isEqualTo("a");
			assertThat(second.provenance()).isNotNull()
				.satisfies((provenance) -> assertThat(provenance.outcome()).isEqualTo(Outcome.EXACT));
		}
		assertThat(cache.invalidate(TenantId.DEFAULT, "cache:faq").applied()).isTrue();
	}

}
