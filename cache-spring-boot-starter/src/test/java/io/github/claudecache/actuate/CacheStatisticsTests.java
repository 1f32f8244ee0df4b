package io.github.claudecache.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.pricing.ModelPrices;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts of what happened.
 */
class CacheStatisticsTests {

	private static final Fingerprint FINGERPRINT = new Fingerprint("0".repeat(64));

	private final CacheStatistics statistics = new CacheStatistics(() -> Instant.parse("2026-11-23T10:00:00.123Z"),
			ModelPrices.builtIn());

	@Test
	void nothingIsLostWhenManyThreadsCount() {
		CompletableFuture<?>[] threads = IntStream.range(0, 8).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 10_000; i++) {
				this.statistics.onEvent(served("faq"));
				this.statistics
					.onEvent(new CacheEvent.Missed("faq", TenantId.DEFAULT, FINGERPRINT, MissReason.EXPIRED));
			}
		})).toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(threads).join();
		CacheFigures figures = this.statistics.of("faq");
		assertThat(figures).isNotNull();
		assertThat(figures.lookups()).isEqualTo(160_000);
		assertThat(figures.hits()).containsEntry("exact", 80_000L);
		assertThat(figures.misses()).containsOnly(Map.entry("expired", 80_000L));
		assertThat(figures.ageAtServing().count()).isEqualTo(80_000);
		assertThat(figures.tokensAvoided()).isEqualTo(new Usage(800_000, 80_000, 160_000, 240_000));
	}

	@Test
	void whatHitsWouldHaveCostIsAnEstimateOfThoseThatHaveAPrice() {
		assertThat(this.statistics.of("faq").costAvoided()).isEqualTo(new AvoidedCost(null, "2026-11-27", 0));
		this.statistics.onEvent(served("faq"));
		this.statistics.onEvent(new CacheEvent.Served("faq", TenantId.DEFAULT, FINGERPRINT, Outcome.EXACT,
				Duration.ofDays(6), VolatilityClass.BUILT_IN.get(0), Usage.of(10, 1), null));
		AvoidedCost cost = this.statistics.of("faq").costAvoided();
		assertThat(cost.dollars()).as("18 millionths: 10 + 5 + 2.5 + 0.3").isEqualTo("0.000018");
		assertThat(cost.answersWithoutPrice()).isOne();
		assertThat(this.statistics.of("faq").ageAtServing().old()).isOne();
	}

	@Test
	void aNameThatNothingHappenedToHasZeros() {
		CacheFigures figures = this.statistics.of("faq");
		assertThat(figures).isNotNull();
		assertThat(figures.lookups()).isZero();
		assertThat(figures.hits()).containsExactly(Map.entry("exact", 0L), Map.entry("semantic", 0L));
	}

	@Test
	void hitsAreCountedByTier() {
		this.statistics.onEvent(served("faq"));
		this.statistics.onEvent(served("faq", Outcome.SEMANTIC));
		this.statistics.onEvent(served("faq", Outcome.SEMANTIC));
		CacheFigures figures = this.statistics.of("faq");
		assertThat(figures).isNotNull();
		assertThat(figures.hits()).containsExactly(Map.entry("exact", 1L), Map.entry("semantic", 2L));
		assertThat(figures.lookups()).isEqualTo(3);
	}

	@Test
	void namesThatNobodyConfiguredDoNotGrowItWithoutBoundAndAreNotShownAsZero() {
		this.statistics.onEvent(served("faq"));
		for (int i = 0; i < 5_000; i++) {
			this.statistics.onEvent(new CacheEvent.Bypassed("name-" + i, BypassReason.CACHE_OFF));
		}
		assertThat(this.statistics.of("name-998")).isNotNull();
		assertThat(this.statistics.of("name-1000")).isNull();
		assertThat(this.statistics.of("never-seen")).isNull();
		this.statistics.onEvent(served("faq"));
		CacheFigures figures = this.statistics.of("faq");
		assertThat(figures).isNotNull();
		assertThat(figures.lookups()).isEqualTo(2);
	}

	@Test
	void theStartIsKnown() {
		assertThat(this.statistics.since()).isEqualTo("2026-11-23T10:00:00Z");
	}

	private static CacheEvent.Served served(String cache) {
		return served(cache, Outcome.EXACT);
	}

	private static CacheEvent.Served served(String cache, Outcome outcome) {
		return new CacheEvent.Served(cache, TenantId.DEFAULT, FINGERPRINT, outcome, Duration.ofSeconds(3),
				VolatilityClass.BUILT_IN.get(0), new Usage(10, 1, 2, 3), "claude-haiku-4-5");
	}

}
