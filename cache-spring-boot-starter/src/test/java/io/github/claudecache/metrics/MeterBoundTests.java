package io.github.claudecache.metrics;

import java.util.List;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The number of meters does not depend on what is asked.
 */
class MeterBoundTests {

	private static final int QUESTIONS = 1_000_000;

	private static final int MAX_METERS = 200;

	@Test
	void p20AMillionTenantsTagsAndPromptsNeedFewMeters() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		ask(new MeteredListener(() -> registry, ModelPrices.builtIn()), QUESTIONS);
		assertThat(registry.get("claude.cache.stores").counter().count()).isEqualTo(QUESTIONS);
		assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(MAX_METERS);
	}

	@Test
	void aTenantAsALabelWouldNeedMore() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		ask((event) -> labelWithTenant(registry, event), 2 * MAX_METERS);
		assertThat(registry.getMeters()).hasSizeGreaterThan(MAX_METERS);
	}

	private static void ask(ClaudeCacheListener listener, int questions) {
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"), CacheDefinition.of("prices", "live"))
			.listeners(List.of(listener))
			.build();
		for (int i = 0; i < questions; i++) {
			TenantId tenant = new TenantId("tenant-" + i);
			ClaudeRequest request = ClaudeRequest.builder("faq", tenant)
				.message("question " + i)
				.model("model-" + i)
				.tags("tag-" + i)
				.build();
			cache.answer(request, () -> ClaudeAnswer.complete("answer"));
			cache.answer(request, () -> ClaudeAnswer.complete("answer"));
			cache.invalidate(tenant, "tag-" + i);
			cache.answer(ClaudeRequest.builder("prices", tenant).message("price " + i).build(),
					() -> ClaudeAnswer.complete("answer"));
		}
	}

	private static void labelWithTenant(MeterRegistry registry, CacheEvent event) {
		if (event instanceof CacheEvent.Stored stored) {
			registry.counter("naive", "tenant", stored.tenant().value()).increment();
		}
	}

}
