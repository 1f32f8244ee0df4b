package io.github.claudecache.client.anthropic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.autoconfigure.ClaudeCacheAnthropicAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.client.anthropic.RecordedAsyncDesk.Way;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.testsupport.Eventually;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an annotated method asks of the asynchronous client is seen, although the SDK asks
 * on threads of its own; and nothing else is taken for it.
 */
class RecordedAsyncMessagesTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	private final MessagesServer server = new MessagesServer();

	private final ExecutorService threads = Executors.newSingleThreadExecutor();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ClaudeCacheAutoConfiguration.class, ClaudeCacheAnthropicAutoConfiguration.class))
		.withUserConfiguration(Cached.class)
		.withBean(AnthropicClientAsync.class,
				() -> AnthropicOkHttpClientAsync.builder().baseUrl(this.server.url()).apiKey("k").maxRetries(0).build())
		.withBean(AnthropicClient.class,
				() -> AnthropicOkHttpClient.builder().baseUrl(this.server.url()).apiKey("k").maxRetries(0).build())
		.withBean(RecordedAsyncDesk.class)
		.withBean(ClaudeCacheListener.class, () -> this.events::add)
		.withPropertyValues("claude.cache.anthropic.default-cache=literal",
				"claude.cache.caches.literal.volatility=static", "claude.cache.audit.exact-rate=0");

	@AfterEach
	void close() {
		this.threads.shutdownNow();
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void aCallIsKeptOnceAndCountedOnceAndLooksToClaudeLikeAnyOther(Way way) {
		this.server.answer(script(way, "end_turn"));
		this.runner.run((context) -> {
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			String text = Eventually.get(desk.ask("May I?", way));
			assertThat(text).isEqualTo(Answers.TEXT);
			assertThat(Eventually.get(desk.ask("May I?", way))).isEqualTo(text);
			assertThat(this.server.calls()).isEqualTo(1);
			assertThat(stored()).containsExactly("text");
			assertThat(this.events).filteredOn(CacheEvent.Missed.class::isInstance).hasSize(1);
			assertThat(this.server.received().get(0).headers().keySet())
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).startsWith("x-claude-cache"));
		});
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerThatIsNotCompleteIsNotKept(Way way) {
		this.server.answer(script(way, "max_tokens"));
		this.runner.run((context) -> {
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			Eventually.get(desk.ask("May I?", way));
			Eventually.get(desk.ask("May I?", way));
			assertThat(this.server.calls()).isEqualTo(2);
			assertThat(stored()).isEmpty();
		});
	}

	@ParameterizedTest
	@CsvSource({ "end_turn, 1", "max_tokens, 2" })
	void theStopReasonDecidesForEveryKindOfMethod(String stopReason, int calls) {
		this.runner.run((context) -> {
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			this.server.answer(Script.json(200, Answers.message(stopReason)));
			for (int i = 0; i < 2; i++) {
				assertThat(desk.blocking("q")).isEqualTo(Answers.TEXT);
				assertThat(desk.mono("q").block(BOUND)).isEqualTo(Answers.TEXT);
				assertThat(AnthropicFixture.text(Eventually.get(desk.message("q")))).isEqualTo(Answers.TEXT);
			}
			assertThat(this.server.calls()).isEqualTo(3 * calls);
			this.server.answer(Script.stream(Answers.stream(stopReason)));
			for (int i = 0; i < 2; i++) {
				assertThat(String.join("", desk.flux("q").collectList().block(BOUND))).isEqualTo(Answers.TEXT);
			}
			assertThat(this.server.calls()).isEqualTo(4 * calls);
		});
	}

	@ParameterizedTest
	@EnumSource(RecordedAsyncDesk.Chain.class)
	void theLastOfSeveralCallsDecides(RecordedAsyncDesk.Chain chain) {
		AtomicInteger calls = new AtomicInteger();
		Script first = chain.streamed() ? Script.stream(Answers.stream()) : Script.json(200, Answers.message());
		this.server.answer(
				(exchange) -> ((calls.getAndIncrement() == 0) ? first : Script.json(200, Answers.message("max_tokens")))
					.answer(exchange));
		this.runner.run((context) -> {
			Eventually.get(context.getBean(RecordedAsyncDesk.class).chained("q", chain));
			assertThat(this.server.calls()).isEqualTo(2);
			assertThat(stored()).isEmpty();
			assertThat(this.events).filteredOn(CacheEvent.Missed.class::isInstance)
				.as("neither call asks the cache itself")
				.hasSize(1);
		});
	}

	@Test
	void aSystemPromptThatTheKeyForgotIsCaughtByName() {
		this.server.answer(Script.json(200, Answers.message()));
		ApplicationContextRunner audited = this.runner.withPropertyValues("claude.cache.audit.exact-rate=1",
				"claude.cache.audit.per-minute=1000");
		audited.run((context) -> {
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			Eventually.get(desk.answer("May I?"));
			desk.system("Answer as a pirate.");
			Eventually.get(desk.answer("May I?"));
			Eventually.holds("it is found",
					() -> this.events.contains(new CacheEvent.UndeclaredFactor("answer", KeyFactor.SYSTEM)));
		});
	}

	@Test
	void whatIsAskedOutsideOfAMethodAsksTheCacheItself() {
		this.server.answer(Script.json(200, Answers.message()));
		this.runner.run((context) -> {
			AnthropicClientAsync client = context.getBean(AnthropicClientAsync.class);
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			MessageCreateParams params = desk.params("outside");
			// On the very thread that gives the method its answer.
			CompletableFuture<String> chained = desk.ask("May I?", Way.PLAIN)
				.thenCompose((any) -> client.messages().create(params))
				.thenApply(AnthropicFixture::text);
			assertThat(Eventually.get(chained)).isEqualTo(Answers.TEXT);
			assertThat(stored()).containsExactly("text", "literal");
			Eventually.get(client.messages().create(params));
			assertThat(this.server.calls()).isEqualTo(2);
			assertThat(this.events).filteredOn(CacheEvent.Served.class::isInstance).hasSize(1);
		});
	}

	@Test
	void whatSubscribersOfAStreamAskIsNotTakenForTheMethods() {
		this.server.answer(Script.stream(Answers.stream()));
		this.runner.run((context) -> {
			AnthropicClientAsync client = context.getBean(AnthropicClientAsync.class);
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			CompletableFuture<CompletableFuture<Void>> asked = new CompletableFuture<>();
			desk.flux("q").subscribe(null, asked::completeExceptionally, () -> {
				AsyncStreamResponse<RawMessageStreamEvent> response = client.messages()
					.createStreaming(desk.params("outside"));
				asked.complete(response.subscribe((event) -> {
				}).onCompleteFuture());
			});
			Eventually.get(Eventually.get(asked));
			Eventually.holds("both are kept", () -> stored().size() == 2);
			assertThat(stored()).containsExactlyInAnyOrder("flux", "literal");
		});
	}

	@Test
	void callsAtTheSameTimeAreNotMixedUp() {
		this.server.answer((exchange) -> Script
			.json(200, Answers.message(exchange.getRequestHeaders().getFirst(RecordedAsyncDesk.STOP)))
			.answer(exchange));
		this.runner.run((context) -> {
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			List<CompletableFuture<?>> answers = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				answers.add(desk.ask("whole " + i, Way.PLAIN));
				answers.add(desk.client().messages().create(desk.params("outside " + i)));
				answers.add(desk.ask("cut " + i, Way.PLAIN));
			}
			answers.forEach(Eventually::get);
			assertThat(this.server.calls()).isEqualTo(150);
			assertThat(stored()).filteredOn("text"::equals).hasSize(50);
			assertThat(stored()).filteredOn("literal"::equals).hasSize(50);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void onOtherThreadsACallIsRecordedIfTheContextIsHandedOver(boolean handedOver) {
		this.server.answer(Script.json(200, Answers.message()));
		ExecutorService threads = handedOver
				? ContextExecutorService.wrap(this.threads, () -> ContextSnapshotFactory.builder().build().captureAll())
				: this.threads;
		this.runner.run((context) -> {
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			Eventually.get(desk.elsewhere("q", threads));
			assertThat(stored()).containsExactly(handedOver ? "elsewhere" : "literal");
			Eventually.get(CompletableFuture
				.supplyAsync(() -> desk.client().messages().create(desk.params("next")), this.threads)
				.thenCompose(Function.identity()));
			assertThat(stored()).as("the thread has forgotten the method").contains("literal").hasSize(2);
		});
	}

	@Test
	void aFailureReachesTheMethodAsItIs() {
		this.server.answer(Script.json(401, Answers.error("authentication_error")));
		this.runner.run((context) -> {
			RecordedAsyncDesk desk = context.getBean(RecordedAsyncDesk.class);
			for (Way way : Way.values()) {
				assertThat(desk.ask("q", way)).failsWithin(BOUND)
					.withThrowableThat()
					.withCauseInstanceOf(UnauthorizedException.class);
			}
			assertThat(stored()).isEmpty();
		});
	}

	@Test
	void cancellingWhatTheMethodGotReachesTheSdk() {
		CompletableFuture<String> given = new CompletableFuture<>();
		RecordedFuture.of(given, new Recording()).cancel(true);
		assertThat(given).isCancelled();
	}

	@Test
	void theClientIsTheSameWhateverItIsAskedFor() {
		this.runner.run((context) -> {
			AnthropicClientAsync client = context.getBean(AnthropicClientAsync.class);
			assertThat(client.messages()).isSameAs(client.messages()).isEqualTo(client.messages());
			assertThat(client.sync().async().messages()).isNotNull();
			assertThat(client).isEqualTo(client).hasSameHashCodeAs(client);
		});
	}

	private static Script script(Way way, String stopReason) {
		return way.streamed() ? Script.stream(Answers.stream(stopReason))
				: Script.json(200, Answers.message(stopReason));
	}

	private List<String> stored() {
		return this.events.stream()
			.filter(CacheEvent.Stored.class::isInstance)
			.map((event) -> ((CacheEvent.Stored) event).cache())
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Cached {

	}

}
