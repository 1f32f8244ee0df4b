package io.github.claudecache.testsupport.flight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.FakeTransactions;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.store.FaultyStore;
import io.github.claudecache.testsupport.store.ForwardingAnswerStore;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import io.github.claudecache.testsupport.store.StoreFault;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever fails in the cache or in what an application plugs into it, the reader gets
 * Claude's answer and nobody waits for ever. An invalidation that failed is the one thing
 * that is thrown.
 */
class NeverInTheWayTests {

	private final InMemoryHarness harness = new InMemoryHarness(Duration.ofDays(8));

	private final FaultyStore store = new FaultyStore(this.harness.store());

	private final EventLog events = new EventLog();

	private final ManualPatience storePatience = new ManualPatience();

	private final FakeTransactions transactions = new FakeTransactions();

	private final ClaudeRequest question = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("Why?").build();

	@AfterEach
	void close() {
		this.harness.close();
	}

	static Stream<Arguments> faultsOfReaders() {
		List<StoreOperation> operations = List.of(StoreOperation.READ, StoreOperation.CAPTURE, StoreOperation.CHECK,
				StoreOperation.STORE);
		return operations.stream()
			.flatMap((operation) -> Stream.of(StoreFault.values())
				.filter((fault) -> fault != StoreFault.AWAY)
				.map((fault) -> Arguments.of(operation, fault)));
	}

	@ParameterizedTest
	@MethodSource("faultsOfReaders")
	void readerGetsTheAnswerHoweverTheStoreFails(StoreOperation operation, StoreFault fault) throws Exception {
		ClaudeCache cache = cache((builder) -> {
		});
		this.store.plant(operation, fault);

		CompletableFuture<ClaudeAnswer<String>> reader = reading(cache, "Because");

		ClaudeAnswer<String> answer = Eventually.get(reader);
		assertThat(answer.value()).isEqualTo("Because");
		assertThat(provenance(answer).outcome()).isEqualTo(Outcome.MISS);
		assertThat(provenance(answer).refusal()).isEqualTo(RefusalReason.STORE_FAULT);
		assertThat(this.events.events(CacheEvent.StoreFailed.class)).isNotEmpty()
			.allSatisfy((event) -> assertThat(event.operation().name()).isEqualTo(operation.name()));
		assertThat(this.events.lookups()).isOne();
		assertThat(this.events.notStored()).isOne();

		this.store.heal();
		Eventually.get(reading(cache, "Because"));
		assertThat(provenance(Eventually.get(reading(cache, "never asked"))).outcome()).isEqualTo(Outcome.EXACT);
	}

	@ParameterizedTest
	@MethodSource("faultsOfReaders")
	void thoseWhoWaitAreFreedHoweverTheStoreFailsTheLeader(StoreOperation operation, StoreFault fault) {
		ClaudeCache cache = cache((builder) -> {
		});
		Ticket leader = (Ticket) cache.open(this.question);
		List<CompletableFuture<ClaudeAnswer<String>>> followers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			followers.add(cache.answerAsync(this.question, AnswerCodec.text(),
					() -> CompletableFuture.completedFuture(ClaudeAnswer.complete("own"))));
		}
		this.store.plant(operation, fault);

		CompletableFuture<Provenance> completed = leader.completeAsync(AnswerDraft.complete("Because"), List.of());

		CompletableFuture<Void> all = CompletableFuture.allOf(followers.toArray(CompletableFuture[]::new));
		endOfPatience(all);
		endOfPatience(completed);
		assertThat(followers).allSatisfy((follower) -> assertThat(follower).isCompleted());
		assertThat(this.events.lookups()).isEqualTo(51);
	}

	@Test
	void lateTagThatCannotBeCheckedKeepsTheAnswerFromThoseWhoCameLater() {
		ClaudeCache cache = cache((builder) -> {
		});
		Ticket leader = (Ticket) cache.open(this.question);
		cache.invalidate(TenantId.DEFAULT, "unrelated");
		CompletableFuture<Lookup> follower = cache.openAsync(this.question, false);
		this.store.plant(StoreOperation.CHECK, StoreFault.FAILS);

		Provenance provenance = leader.complete(AnswerDraft.complete("Because"), List.of(new Tag("doc:late")));

		assertThat(provenance.refusal()).isEqualTo(RefusalReason.INVALIDATED_IN_FLIGHT);
		assertThat(Eventually.get(follower)).isInstanceOf(Ticket.class);
	}

	static Stream<Throwable> thrown() {
		Stream<Throwable> thrown = Stream.of(new IllegalStateException("planted"), new NoClassDefFoundError("planted"),
				new StackOverflowError("planted"), new AssertionError("planted"));
		// They are logged, and where they come from is known.
		return thrown.peek((error) -> error.setStackTrace(new StackTraceElement[0]));
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void listenerThatThrowsIsNotNoticed(Throwable error) {
		ClaudeCache cache = cache((builder) -> builder.listeners(List.of((event) -> sneak(error))));

		assertThat(Eventually.get(reading(cache, "Because")).value()).isEqualTo("Because");
		assertThat(provenance(Eventually.get(reading(cache, "never asked"))).outcome()).isEqualTo(Outcome.EXACT);
		assertThat(cache.invalidate(TenantId.DEFAULT, "cache:faq").applied()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void admissionPolicyThatThrowsRefuses(Throwable error) {
		ClaudeCache cache = cache((builder) -> builder.admission(List.of((request, answer, tags) -> sneak(error))));

		ClaudeAnswer<String> answer = Eventually.get(reading(cache, "Because"));

		assertThat(answer.value()).isEqualTo("Because");
		assertThat(provenance(answer).refusal()).isEqualTo(RefusalReason.POLICY);
	}

	@Test
	void admissionPolicyThatAnswersNothingRefuses() {
		ClaudeCache cache = cache((builder) -> builder.admission(List.of((request, answer, tags) -> nothing())));

		assertThat(provenance(Eventually.get(reading(cache, "Because"))).refusal()).isEqualTo(RefusalReason.POLICY);
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void normalizerThatThrowsMeansThatClaudeIsAsked(Throwable error) {
		ClaudeCache cache = cache((builder) -> builder
			.composer(FingerprintComposer.standard(Namespace.DEFAULT, (message) -> sneak(error), List.of())));

		assertBypassed(cache);
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void contributorThatThrowsMeansThatClaudeIsAsked(Throwable error) {
		ClaudeCache cache = cache((builder) -> builder.composer(FingerprintComposer.standard(Namespace.DEFAULT,
				MessageNormalizer.standard(), List.of((request) -> sneak(error)))));

		assertBypassed(cache);
	}

	@Test
	void contributorThatRepeatsAFactorMeansThatClaudeIsAsked() {
		Map<String, FactorValue> release = Map.of("release", FactorValue.of("7"));
		ClaudeCache cache = cache((builder) -> builder.composer(FingerprintComposer.standard(Namespace.DEFAULT,
				MessageNormalizer.standard(), List.of((request) -> release, (request) -> release))));

		assertBypassed(cache);
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void codecThatCannotWriteCostsAHitNotTheAnswer(Throwable error) throws Throwable {
		ClaudeCache cache = cache((builder) -> {
		});

		ClaudeAnswer<String> answer = cache.answer(this.question, codec((value) -> sneak(error), Payload::body),
				() -> ClaudeAnswer.complete("Because"));

		assertThat(answer.value()).isEqualTo("Because");
		assertThat(provenance(answer).refusal()).isEqualTo(RefusalReason.NOT_REPLAYABLE);
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void codecThatCannotReadMeansThatClaudeIsAskedAgain(Throwable error) throws Throwable {
		assertAskedAgain((payload) -> sneak(error));
	}

	@Test
	void codecThatReadsNothingMeansThatClaudeIsAskedAgain() throws Throwable {
		assertAskedAgain((payload) -> nothing());
	}

	@Test
	void codecThatReadsNothingCostsAnAsynchronousCallerNothingEither() {
		ClaudeCache cache = cache((builder) -> {
		});
		Eventually.get(reading(cache, "old"));

		ClaudeAnswer<String> answer = Eventually
			.get(cache.answerAsync(this.question, codec(Payload::text, (payload) -> nothing()),
					() -> CompletableFuture.completedFuture(ClaudeAnswer.complete("new"))));

		assertThat(answer.value()).isEqualTo("new");
	}

	@ParameterizedTest
	@EnumSource(names = { "THROWS", "FAILS", "FAILS_AFTERWARDS", "RETURNS_NULL" })
	void invalidationThatFailedIsThrown(StoreFault fault) {
		ClaudeCache cache = cache((builder) -> {
		});
		this.store.plant(StoreOperation.INVALIDATE, fault);

		assertThatExceptionOfType(InvalidationFailedException.class)
			.isThrownBy(() -> cache.invalidate(TenantId.DEFAULT, "policy:returns"))
			.withMessageContaining("policy:returns")
			.withMessageContaining("repeat");
		assertThat(this.events.events(CacheEvent.InvalidationFailed.class)).hasSize(1);
		assertThat(this.events.events(CacheEvent.Invalidated.class)).isEmpty();

		this.store.heal();
		assertThat(cache.invalidate(TenantId.DEFAULT, "policy:returns").applied()).isTrue();
	}

	@Test
	void invalidationThatFailsAfterTheCommitIsThrownByTheCommit() {
		ClaudeCache cache = cache((builder) -> builder.transactions(this.transactions));
		this.transactions.begin();
		cache.invalidate(TenantId.DEFAULT, "policy:returns");
		this.store.plant(StoreOperation.INVALIDATE, StoreFault.FAILS);

		assertThatExceptionOfType(InvalidationFailedException.class).isThrownBy(this.transactions::commit);
	}

	@Test
	void explanationOfAQuestionSurvivesTheStore() {
		ClaudeCache cache = cache((builder) -> {
		});
		this.store.plant(StoreOperation.READ, StoreFault.FAILS);

		assertThat(cache.explain(this.question).reason()).isEqualTo(MissReason.STORE_FAULT);
		assertThat(this.events.lookups()).isZero();
	}

	@Test
	void explanationNeedsNothingToCompareWith() {
		ClaudeCache cache = cache((builder) -> builder.store(new ForwardingAnswerStore(this.harness.store()) {

			@Override
			public CompletionStage<List<StoredEntry>> entries(TenantId tenant, Tag tag, int limit) {
				return CompletableFuture.failedStage(new IllegalStateException("planted"));
			}

		}));

		assertThat(cache.explain(this.question).reason()).isEqualTo(MissReason.NOT_FOUND);
		assertThat(cache.explain(this.question).nearest()).isNull();
	}

	private void assertAskedAgain(AnswerReading reading) throws Throwable {
		ClaudeCache cache = cache((builder) -> {
		});
		Eventually.get(reading(cache, "old"));

		ClaudeAnswer<String> answer = cache.answer(this.question, codec(Payload::text, reading),
				() -> ClaudeAnswer.complete("new"));

		assertThat(answer.value()).isEqualTo("new");
		assertThat(provenance(answer).reason()).isEqualTo(MissReason.UNREADABLE);
		assertThat(this.events.served()).isZero();
	}

	private void assertBypassed(ClaudeCache cache) {
		ClaudeAnswer<String> answer = Eventually.get(reading(cache, "Because"));
		assertThat(answer.value()).isEqualTo("Because");
		assertThat(provenance(answer).outcome()).isEqualTo(Outcome.BYPASS);
		assertThat(provenance(answer).reason()).isEqualTo((Reason) BypassReason.KEY_FAILED);
		assertThat(provenance(answer).refusal()).isEqualTo(RefusalReason.BYPASSED);
		assertThat(cache.explain(this.question).outcome()).isEqualTo(Outcome.BYPASS);
		assertThat(this.events.events(CacheEvent.Bypassed.class)).hasSize(1);
		assertThat(this.events.notStored(RefusalReason.BYPASSED)).isOne();
	}

	private ClaudeCache cache(Consumer<ClaudeCacheBuilder> customizer) {
		ClaudeCacheBuilder builder = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.store(this.store)
			.clock(this.harness.clock())
			.storeWaiting(this.storePatience, Duration.ofSeconds(2))
			.listeners(List.of(this.events));
		customizer.accept(builder);
		return builder.build();
	}

	// On a thread of its own, so that a reader who is stuck fails the test.
	private CompletableFuture<ClaudeAnswer<String>> reading(ClaudeCache cache, String text) {
		CompletableFuture<ClaudeAnswer<String>> reader = CompletableFuture
			.supplyAsync(() -> cache.answer(this.question, () -> ClaudeAnswer.complete(text)));
		endOfPatience(reader);
		return reader;
	}

	private void endOfPatience(CompletableFuture<?> reader) {
		Eventually.holds("the reader is done", () -> {
			this.storePatience.runOut();
			return reader.isDone();
		});
	}

	private static Provenance provenance(ClaudeAnswer<?> answer) {
		assertThat(answer.provenance()).isNotNull();
		return answer.provenance();
	}

	private static AnswerCodec<String> codec(AnswerWriting writing, AnswerReading reading) {
		return new AnswerCodec<>() {

			@Override
			public Payload encode(String value) {
				return writing.encode(value);
			}

			@Override
			public String decode(Payload payload) {
				return reading.decode(payload);
			}

		};
	}

	@SuppressWarnings("unchecked")
	private static <T, E extends Throwable> T sneak(Throwable error) throws E {
		throw (E) error;
	}

	private static <T> T nothing() {
		return null;
	}

	private interface AnswerWriting {

		Payload encode(String value);

	}

	private interface AnswerReading {

		String decode(Payload payload);

	}

}
