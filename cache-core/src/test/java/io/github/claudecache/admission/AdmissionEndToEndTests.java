package io.github.claudecache.admission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.FingerprintContributor;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Promises 5 and 7, through the door of the cache: what is not complete is given to its
 * caller, not stored, and counted; and no extension that fails reaches the caller.
 */
class AdmissionEndToEndTests {

	private static final ClaudeRequest QUESTION = ClaudeRequest.builder("faq", TenantId.DEFAULT)
		.message("Can I get a refund?")
		.build();

	private final List<CacheEvent> events = new ArrayList<>();

	@Test
	void aCompleteAnswerIsStored() {
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		ClaudeAnswer<String> first = cache.answer(QUESTION, () -> answer("Yes.", "end_turn"));
		assertThat(first.provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(first.provenance().refusal()).isNull();
		ClaudeAnswer<String> second = cache.answer(QUESTION, () -> answer("No.", "end_turn"));
		assertThat(second.value()).isEqualTo("Yes.");
		assertThat(second.provenance().outcome()).isEqualTo(Outcome.EXACT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "max_tokens", "model_context_window_exceeded", "refusal", "tool_use", "pause_turn", "",
			"added_next_year" })
	void anIncompleteAnswerIsGivenToItsCallerAndNotStored(String stopReason) {
		assertRefused(cache(AdmissionPolicy.standard(1000)), answer("Yes and", stopReason), RefusalReason.STOP_REASON);
	}

	@Test
	void anAnswerWithoutAStopReasonIsNotStored() {
		assertRefused(cache(AdmissionPolicy.standard(1000)), answer("Yes and", null), RefusalReason.STOP_REASON);
	}

	@Test
	void anEmptyAnswerIsNotStored() {
		assertRefused(cache(AdmissionPolicy.standard(1000)), answer(" \n", "end_turn"), RefusalReason.EMPTY);
	}

	@Test
	void anAnswerThatIsTooLargeIsNotStored() {
		assertRefused(cache(AdmissionPolicy.standard(10)), answer("Yes, you can.", "end_turn"),
				RefusalReason.TOO_LARGE);
	}

	@Test
	void anAnswerWithTooManyLateTagsIsNotStored() {
		String[] tags = new String[AdmissionPolicy.MAX_TAGS];
		for (int i = 0; i < tags.length; i++) {
			tags[i] = "t" + i;
		}
		assertRefused(cache(AdmissionPolicy.standard(1000)), answer("Yes.", "end_turn").tagged(tags),
				RefusalReason.TOO_MANY_TAGS);
	}

	@Test
	void anAnswerThatUsedServerToolsIsNotStored() {
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		AnswerDraft draft = new AnswerDraft(Payload.text("Yes."), StopReason.END_TURN, "m", Usage.NONE, true);
		assertThat(((Ticket) cache.open(QUESTION)).complete(draft, Set.of()).refusal())
			.isEqualTo(RefusalReason.SERVER_TOOLS);
		assertNothingStored(cache);
	}

	@Test
	void anErrorReachesItsCallerAndStoresNothing() {
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		assertThatIOException().isThrownBy(() -> cache.answer(QUESTION, () -> {
			throw new IOException("529");
		})).withMessage("529");
		assertNothingStored(cache);
	}

	@Test
	void aCancelledAnswerStoresNothing() {
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> cache.answer(QUESTION, () -> {
			throw new CancellationException();
		}));
		((Ticket) cache.open(QUESTION)).abandon();
		assertNothingStored(cache);
	}

	@Test
	void allPoliciesHaveToAgreeAndTheFirstRefusalCounts() {
		AdmissionPolicy own = (request, answer, tags) -> Optional.of(RefusalReason.POLICY);
		assertRefused(cache(AdmissionPolicy.standard(1000), own), answer("Yes.", "end_turn"), RefusalReason.POLICY);
		assertRefused(cache(AdmissionPolicy.standard(1000), own), answer("Yes.", "refusal"), RefusalReason.STOP_REASON);
		assertRefused(cache(own, AdmissionPolicy.standard(1000)), answer("Yes.", "refusal"), RefusalReason.POLICY);
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, AssertionError.class, StackOverflowError.class,
			NoClassDefFoundError.class })
	void aPolicyThatFailsRefusesAndDoesNotReachTheCaller(Class<? extends Throwable> failure) {
		AdmissionPolicy failing = (request, answer, tags) -> fail(failure);
		assertRefused(cache(failing), answer("Yes.", "end_turn"), RefusalReason.POLICY);
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, AssertionError.class, StackOverflowError.class,
			NoClassDefFoundError.class })
	void aCodecThatFailsDoesNotReachTheCaller(Class<? extends Throwable> failure) {
		AnswerCodec<String> failing = new AnswerCodec<>() {

			@Override
			public Payload encode(String value) {
				return fail(failure);
			}

			@Override
			public String decode(Payload payload) {
				return fail(failure);
			}

		};
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		ClaudeAnswer<String> given = cache.answer(QUESTION, failing, () -> answer("Yes.", "end_turn"));
		assertThat(given.value()).isEqualTo("Yes.");
		assertThat(given.provenance().refusal()).isEqualTo(RefusalReason.NOT_REPLAYABLE);
		assertNothingStored(cache);
		cache.answer(QUESTION, () -> answer("Yes.", "end_turn"));
		assertThat(cache.answer(QUESTION, failing, () -> answer("No.", "end_turn")).value()).isEqualTo("No.");
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, AssertionError.class, StackOverflowError.class,
			NoClassDefFoundError.class })
	void aContributorThatFailsMeansThatTheCacheStandsAside(Class<? extends Throwable> failure) {
		FingerprintContributor failing = (request) -> fail(failure);
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "static"))
			.listeners(List.of(this.events::add))
			.composer(FingerprintComposer.standard(Namespace.DEFAULT, MessageNormalizer.standard(), List.of(failing)))
			.build();
		ClaudeAnswer<String> given = cache.answer(QUESTION, () -> answer("Yes.", "end_turn"));
		assertThat(given.value()).isEqualTo("Yes.");
		assertThat(given.provenance().outcome()).isEqualTo(Outcome.BYPASS);
		assertThat(given.provenance().reason()).isEqualTo(BypassReason.KEY_FAILED);
		assertThat(this.events).contains(new CacheEvent.Bypassed("faq", BypassReason.KEY_FAILED));
	}

	@Test
	void aQuestionWithInvalidTextIsAnsweredAndCounted() {
		assertBypassed("a\uD800", BypassReason.TEXT_INVALID);
	}

	@Test
	void aQuestionThatIsTooCostlyToNormaliseIsAnsweredAndCounted() {
		assertBypassed("e" + "\u0301\u0316".repeat(100_000), BypassReason.REQUEST_TOO_LARGE);
	}

	@Test
	void aTicketThatIsCompletedWithNothingKeepsNobodyWaiting() {
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		Ticket ticket = (Ticket) cache.open(QUESTION);
		CompletableFuture<?> waiting = cache.openAsync(QUESTION, false);
		assertThat(waiting).isNotDone();
		assertThatNullPointerException().isThrownBy(() -> ticket.complete(AnswerDraft.complete("Yes."), null));
		assertThat(waiting.join()).isInstanceOfSatisfying(Ticket.class, Ticket::abandon);
		assertNothingStored(cache);
	}

	@Test
	void anAsynchronousAnswerIsHeldToTheSameRules() {
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		ClaudeAnswer<String> refused = cache
			.answerAsync(QUESTION, AnswerCodec.text(),
					() -> CompletableFuture.completedFuture(answer("Yes and", "max_tokens")))
			.join();
		assertThat(refused.provenance().refusal()).isEqualTo(RefusalReason.STOP_REASON);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> cache
			.answerAsync(QUESTION, AnswerCodec.text(), () -> CompletableFuture.failedFuture(new IOException("529")))
			.join());
		assertNothingStored(cache);
	}

	private void assertBypassed(String message, BypassReason reason) {
		ClaudeCache cache = cache(AdmissionPolicy.standard(1000));
		ClaudeRequest request = QUESTION.toBuilder().message(message).build();
		for (String value : List.of("first", "second")) {
			ClaudeAnswer<String> given = cache.answer(request, () -> answer(value, "end_turn"));
			assertThat(given.value()).isEqualTo(value);
			assertThat(given.provenance().outcome()).isEqualTo(Outcome.BYPASS);
			assertThat(given.provenance().reason()).isEqualTo(reason);
		}
		assertThat(this.events).filteredOn(new CacheEvent.Bypassed("faq", reason)::equals).hasSize(2);
		assertNothingStored(cache);
	}

	private void assertRefused(ClaudeCache cache, ClaudeAnswer<String> answer, RefusalReason reason) {
		ClaudeAnswer<String> given = cache.answer(QUESTION, () -> answer);
		assertThat(given.value()).isEqualTo(answer.value());
		assertThat(given.stopReason()).isEqualTo(answer.stopReason());
		assertThat(given.provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(given.provenance().refusal()).isEqualTo(reason);
		assertThat(given.provenance().tags()).isEmpty();
		assertThat(this.events).contains(new CacheEvent.NotStored("faq", reason));
		assertNothingStored(cache);
	}

	private void assertNothingStored(ClaudeCache cache) {
		assertThat(this.events).noneMatch(CacheEvent.Stored.class::isInstance);
		assertThat(cache.explain(QUESTION).outcome()).isEqualTo(Outcome.MISS);
	}

	private ClaudeCache cache(AdmissionPolicy... policies) {
		return ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "static"))
			.listeners(List.of(this.events::add))
			.admission(List.of(policies))
			.build();
	}

	private static ClaudeAnswer<String> answer(String text, @Nullable String stopReason) {
		return ClaudeAnswer.of(text, StopReason.fromWire(stopReason), "m", Usage.of(10, 5));
	}

	private static <T> T fail(Class<? extends Throwable> failure) {
		Throwable thrown;
		try {
			thrown = failure.getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalArgumentException(ex);
		}
		if (thrown instanceof Error error) {
			throw error;
		}
		throw (RuntimeException) thrown;
	}

}
