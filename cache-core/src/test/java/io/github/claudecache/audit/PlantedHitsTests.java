package io.github.claudecache.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.RepeatableCall;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A replay through a whole cache: a known share of its hits is wrong by now, and the
 * share that the audit publishes has it in its interval.
 */
class PlantedHitsTests {

	private static final int RUNS = 1000;

	private static final int OFTEN_ENOUGH = 930;

	private static final int HITS = 1500;

	private static final AuditSettings ONE_OF_FIVE = new AuditSettings(0.2, 0.2, 0.2, 1_000_000, 10,
			Duration.ofSeconds(30), Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	private static final ClaudeRequest REQUEST = ClaudeRequest.builder("faq", TenantId.DEFAULT)
		.message("May I return it?")
		.build();

	private static final Patience NONE_NEEDED = new Patience() {

		@Override
		public <T> CompletableFuture<T> await(CompletableFuture<T> awaited, Duration limit) {
			return awaited;
		}

	};

	// The store has the time of the machine.
	private final InstantSource clock = InstantSource.fixed(Instant.now());

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.05, 0.2 })
	void theTrueShareLiesInTheInterval(double wrong) {
		int inside = 0;
		for (int run = 0; run < RUNS; run++) {
			Interval interval = replay(new Random(run), wrong).rate().interval();
			inside += (interval.lower() <= wrong && wrong <= interval.upper()) ? 1 : 0;
		}
		assertThat(inside).isGreaterThanOrEqualTo(OFTEN_ENOUGH);
	}

	private AuditFigures replay(Random random, double wrong) {
		Auditor auditor = new Auditor(ONE_OF_FIVE, (cache) -> ONE_OF_FIVE, PlantedHitsTests::compare, Runnable::run,
				NONE_NEEDED, this.clock, (event) -> {
				});
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "static"))
			.clock(this.clock)
			.listeners(List.of(auditor))
			.audit(auditor)
			.build();
		cache.answer(REQUEST, () -> ClaudeAnswer.complete("yes"));
		RepeatableCall<String, RuntimeException> changed = () -> ClaudeAnswer
			.complete((random.nextDouble() < wrong) ? "no" : "yes");
		for (int i = 0; i < HITS; i++) {
			assertThat(cache.answer(REQUEST, changed).value()).isEqualTo("yes");
		}
		return auditor.figures("faq");
	}

	private static CompletableFuture<AuditVerdict> compare(AnswerComparer.Answers answers) {
		return CompletableFuture
			.completedFuture(answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT);
	}

}
