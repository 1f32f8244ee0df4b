package io.github.claudecache.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.RepeatableCall;
import io.github.claudecache.RepeatableStage;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Through the door of the cache: who is asked again, and that nothing of it is kept.
 */
class AuditedCacheTests {

	private static final ClaudeRequest REQUEST = ClaudeRequest.builder("faq", TenantId.DEFAULT)
		.message("May I return it?")
		.build();

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	private static final AuditSettings ALL = new AuditSettings(1, 1, 1, 1000, 10, Duration.ofSeconds(30),
			Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	private final Auditor auditor = new Auditor(ALL, (cache) -> ALL,
			(answers) -> CompletableFuture
				.completedFuture(answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT),
			Runnable::run, Patience.system(), InstantSource.system(), this.events::add);

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "static"))
		.listeners(List.of(this.auditor))
		.audit(this.auditor)
		.build();

	private volatile String answer = "yes";

	@BeforeEach
	void fill() {
		this.cache.answer(REQUEST, this::call);
	}

	@Test
	void aRepeatableCallIsRepeatedAndItsAnswerIsNotKept() {
		this.answer = "no";
		RepeatableCall<String, RuntimeException> call = this::call;
		assertThat(this.cache.answer(REQUEST, call).value()).isEqualTo("yes");
		assertThat(this.calls).hasValue(2);
		assertThat(this.events).filteredOn(CacheEvent.Audited.class::isInstance)
			.extracting((event) -> ((CacheEvent.Audited) event).verdict())
			.containsExactly(AuditVerdict.DIFFERENT);
		assertThat(this.cache.answer(REQUEST, this::call).value()).isEqualTo("yes");
		assertThat(this.auditor.figures("faq").exact()).isEqualTo(new Tally(2, 0, 1, 0));
	}

	@Test
	void soIsARepeatableStage() {
		RepeatableStage<String> stage = () -> CompletableFuture.completedFuture(call());
		assertThat(this.cache.answerAsync(REQUEST, AnswerCodec.text(), stage).join().provenance().outcome())
			.isEqualTo(Outcome.EXACT);
		assertThat(this.calls).hasValue(2);
		assertThat(this.auditor.figures("faq").exact().same()).isEqualTo(1);
	}

	@Test
	void anyOtherCallIsNot() {
		this.cache.answer(REQUEST, this::call);
		this.cache.answerAsync(REQUEST, AnswerCodec.text(), () -> CompletableFuture.completedFuture(call())).join();
		assertThat(this.calls).hasValue(1);
		assertThat(this.events).isEmpty();
		assertThat(this.auditor.figures("faq").exact().served()).isEqualTo(2);
	}

	@Test
	void aMissIsNotAudited() {
		RepeatableCall<String, RuntimeException> call = this::call;
		this.cache.answer(ClaudeRequest.builder("faq", TenantId.DEFAULT).message("Another?").build(), call);
		assertThat(this.calls).hasValue(2);
		assertThat(this.events).isEmpty();
	}

	@Test
	void aCallThatFailsIsNotNoticedByTheCaller() {
		RepeatableCall<String, Exception> call = () -> {
			throw new IllegalStateException("Claude is away");
		};
		assertThat(answered(call)).isEqualTo("yes");
		assertThat(this.events).singleElement().isInstanceOf(CacheEvent.AuditSkipped.class);
	}

	private String answered(RepeatableCall<String, Exception> call) {
		try {
			return this.cache.answer(REQUEST, call).value();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private ClaudeAnswer<String> call() {
		this.calls.incrementAndGet();
		return ClaudeAnswer.complete(this.answer);
	}

}
