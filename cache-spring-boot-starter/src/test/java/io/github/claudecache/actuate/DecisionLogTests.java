package io.github.claudecache.actuate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log keeps the last decisions and no more, whatever is told to it.
 */
class DecisionLogTests {

	private final DecisionLog log = new DecisionLog();

	@Test
	void theYoungestComeFirstAndTheOldestGo() {
		for (int i = 0; i < DecisionLog.REMEMBERED + 50; i++) {
			this.log.onEvent(judged("faq", i));
		}
		assertThat(this.log.of("faq")).hasSize(DecisionLog.REMEMBERED);
		assertThat(this.log.of("faq").get(0).asked()).isEqualTo(fingerprint(DecisionLog.REMEMBERED + 49).value());
		assertThat(this.log.of("other")).isEmpty();
	}

	@Test
	void aDecisionSaysWhatDecided() {
		this.log.onEvent(new CacheEvent.Judged("faq", new TenantId("acme"), fingerprint(1),
				List.of(new CacheEvent.Judged.Candidate(fingerprint(2), 0.98, 0.1, "negation"),
						new CacheEvent.Judged.Candidate(fingerprint(3), 0.9, 0.96, null)),
				Duration.ofNanos(1_500_000)));
		VerdictReport report = this.log.of("faq").get(0);
		assertThat(report.toString()).doesNotContain("acme");
		assertThat(report.tookMillis()).isEqualTo(1.5);
		assertThat(report.candidates()).containsExactly(
				new VerdictReport.Candidate(fingerprint(2).value(), 0.98, 0.1, false, "negation"),
				new VerdictReport.Candidate(fingerprint(3).value(), 0.9, 0.96, true, null));
	}

	@Test
	void manyThreadsAndNamesDoNotMakeItGrow() throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		for (int thread = 0; thread < 8; thread++) {
			threads.execute(() -> IntStream.range(0, 5000).forEach((i) -> {
				this.log.onEvent(judged("faq", i));
				this.log.onEvent(judged("name-" + i, i));
			}));
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.log.of("faq")).hasSize(DecisionLog.REMEMBERED);
		assertThat(IntStream.range(0, 5000).filter((i) -> !this.log.of("name-" + i).isEmpty()).count())
			.isLessThanOrEqualTo(110);
	}

	private static CacheEvent.Judged judged(String cache, int asked) {
		return new CacheEvent.Judged(cache, TenantId.DEFAULT, fingerprint(asked),
				List.of(new CacheEvent.Judged.Candidate(fingerprint(0), 0.9, 0.9, null)), Duration.ZERO);
	}

	private static Fingerprint fingerprint(int number) {
		return new Fingerprint(String.format("%064x", number));
	}

}
