package io.github.claudecache.testsupport.flight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.FakeClaude;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.store.FaultyStore;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import io.github.claudecache.testsupport.store.StoreFault;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * P14: a store that is away costs hits. The calls that it puts on Claude are bounded, and
 * still nobody gets an answer whose computation began before the caller came.
 */
class AwayStoreTests {

	private static final int AT_ONCE = 2;

	private final InMemoryHarness harness = new InMemoryHarness(Duration.ofDays(8));

	private final FaultyStore store = new FaultyStore(this.harness.store());

	private final EventLog events = new EventLog();

	private final FakeClaude claude = new FakeClaude();

	private final ManualPatience patience = new ManualPatience();

	private final ClaudeRequest question = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("Why?").build();

	private final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "reference"))
		.store(this.store)
		.listeners(List.of(this.events))
		.waiting(this.patience, Duration.ofSeconds(30))
		.callsWithoutStore(AT_ONCE)
		.build();

	@BeforeEach
	void takeAway() {
		this.store.plantEverywhere(StoreFault.AWAY);
	}

	@AfterEach
	void close() {
		this.harness.close();
	}

	@Test
	void callIsCountedAsABypassAndNotAsAFaultOfTheStore() {
		CompletableFuture<ClaudeAnswer<String>> caller = askAsync();
		this.claude.next().answer("Because");

		ClaudeAnswer<String> answer = Eventually.get(caller);
		assertThat(answer.value()).isEqualTo("Because");
		assertThat(answer.provenance().outcome()).isEqualTo(Outcome.BYPASS);
		assertThat(answer.provenance().reason()).isEqualTo(BypassReason.STORE_AWAY);
		assertThat(answer.provenance().refusal()).isEqualTo(RefusalReason.BYPASSED);
		assertThat(this.events.events(CacheEvent.Bypassed.class)).hasSize(1);
		assertThat(this.events.events(CacheEvent.StoreFailed.class)).isEmpty();
	}

	@Test
	void nothingIsKeptAndTheCacheServesAgainWhenTheStoreIsBack() {
		askAsync();
		this.claude.next().answer("not kept");
		this.store.heal();

		CompletableFuture<ClaudeAnswer<String>> miss = askAsync();
		this.claude.next().answer("kept");

		assertThat(Eventually.get(miss).provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(Eventually.get(askAsync()).value()).isEqualTo("kept");
	}

	@ParameterizedTest
	@EnumSource(StoreFault.class)
	void callsOfOneQuestionAreBoundedHoweverTheStoreFails(StoreFault fault) {
		this.store.plant(StoreOperation.READ, (fault != StoreFault.HANGS) ? fault : StoreFault.FAILS);
		List<CompletableFuture<ClaudeAnswer<String>>> callers = crowd(100);

		FakeClaude.Call first = this.claude.next();
		FakeClaude.Call second = this.claude.next();
		assertThat(this.claude.calls()).isEqualTo(AT_ONCE);
		first.answer("first");
		FakeClaude.Call third = this.claude.next();
		second.answer("second");
		third.answer("third");

		callers.forEach(Eventually::get);
		assertThat(this.claude.calls()).isEqualTo(AT_ONCE + 1);
		assertThat(callers.stream().map(Eventually::get).filter((answer) -> "third".equals(answer.value())))
			.hasSize(100 - AT_ONCE);
	}

	@Test
	void nobodyGetsAnAnswerWhoseComputationBeganBeforeTheCallerCame() {
		List<CompletableFuture<ClaudeAnswer<String>>> early = crowd(AT_ONCE);
		FakeClaude.Call first = this.claude.next();
		FakeClaude.Call second = this.claude.next();
		CompletableFuture<ClaudeAnswer<String>> leader = askAsync();
		CompletableFuture<ClaudeAnswer<String>> follower = askAsync();

		first.answer("old");
		FakeClaude.Call third = this.claude.next();
		CompletableFuture<ClaudeAnswer<String>> late = askAsync();
		third.answer("new");
		second.answer("old");

		early.forEach((caller) -> assertThat(Eventually.get(caller).value()).isEqualTo("old"));
		assertThat(Eventually.get(leader).value()).isEqualTo("new");
		assertThat(Eventually.get(follower).value()).isEqualTo("new");
		this.claude.next().answer("newest");
		assertThat(Eventually.get(late).value()).isEqualTo("newest");
		assertThat(this.events.missed(MissReason.JOINED_FLIGHT)).isOne();
	}

	@Test
	void otherQuestionsDoNotWait() {
		crowd(AT_ONCE);

		CompletableFuture<ClaudeAnswer<String>> other = this.cache.answerAsync(
				this.question.toBuilder().message("How?").build(), AnswerCodec.text(),
				() -> CompletableFuture.completedFuture(ClaudeAnswer.complete("So")));

		assertThat(Eventually.get(other).value()).isEqualTo("So");
	}

	@Test
	void oneOfThoseWhoWaitTriesAgainAndTheSecondFailureIsThatOfAll() {
		crowd(AT_ONCE);
		FakeClaude.Call first = this.claude.next();
		this.claude.next();
		CompletableFuture<ClaudeAnswer<String>> leader = askAsync();
		List<CompletableFuture<ClaudeAnswer<String>>> followers = crowd(10);
		first.answer("old");

		this.claude.next().fail(new IllegalStateException("overloaded"));
		this.claude.next().fail(new IllegalStateException("overloaded again"));

		assertThatThrownBy(() -> Eventually.get(leader)).hasRootCauseMessage("overloaded");
		followers.forEach((follower) -> assertThatThrownBy(() -> Eventually.get(follower))
			.hasStackTraceContaining("overloaded again"));
		assertThat(this.claude.calls()).isEqualTo(AT_ONCE + 2);
	}

	@Test
	void leaderThatIsCancelledLetsAnotherLead() {
		crowd(AT_ONCE);
		FakeClaude.Call first = this.claude.next();
		this.claude.next();
		CompletableFuture<ClaudeAnswer<String>> leader = askAsync();
		CompletableFuture<ClaudeAnswer<String>> follower = askAsync();
		leader.cancel(false);

		first.answer("old");
		this.claude.next().answer("new");

		assertThat(Eventually.get(follower).value()).isEqualTo("new");
	}

	@Test
	void callThatNeverEndsHoldsUpNobodyForLongerThanTheLimit() {
		crowd(AT_ONCE);
		this.claude.next();
		this.claude.next();
		CompletableFuture<ClaudeAnswer<String>> waiting = askAsync();
		assertThat(this.claude.calls()).isEqualTo(AT_ONCE);

		this.patience.awaitWaiting(1);
		this.patience.runOut();
		this.claude.next().answer("Because");

		assertThat(Eventually.get(waiting).value()).isEqualTo("Because");
	}

	private List<CompletableFuture<ClaudeAnswer<String>>> crowd(int size) {
		return new ArrayList<>(IntStream.range(0, size).mapToObj((i) -> askAsync()).toList());
	}

	private CompletableFuture<ClaudeAnswer<String>> askAsync() {
		return this.cache.answerAsync(this.question, AnswerCodec.text(), this.claude::askAsync);
	}

}
