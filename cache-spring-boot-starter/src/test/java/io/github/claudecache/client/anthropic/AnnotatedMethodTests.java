package io.github.claudecache.client.anthropic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.EventLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods that return what the SDK returns: a hit is equal to what came from Claude, and
 * what the response says of its end is believed without anybody's word.
 */
class AnnotatedMethodTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private final MessagesServer server = new MessagesServer();

	private final AnthropicClient client = AnthropicOkHttpClient.builder()
		.baseUrl(this.server.url())
		.apiKey("sk-test")
		.maxRetries(0)
		.build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Enabled.class)
		.withBean(EventLog.class);

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void aMessageComesBackEqual() {
		run((desk, events) -> {
			this.server.answer(MessagesServer.Script.json(200, Answers.message()));
			Message plain = desk.plain("q");
			assertThat(AnthropicFixture.text(plain)).isEqualTo(Answers.TEXT);
			assertThat(desk.plain("q")).isEqualTo(plain);
			assertThat(desk.later("q").join()).isEqualTo(plain);
			assertThat(desk.later("q").join()).isEqualTo(plain);
			assertThat(desk.mono("q").block(BOUND)).isEqualTo(plain);
			assertThat(desk.mono("q").block(BOUND)).isEqualTo(plain);
			assertThat(desk.answer("q", StopReason.END_TURN).value()).isEqualTo(plain);
			assertThat(desk.answer("q", StopReason.END_TURN).value()).isEqualTo(plain);
			assertThat(desk.calls()).isEqualTo(4);
			assertThat(events.served()).isEqualTo(4);
			assertThat(events.events(CacheEvent.Served.class).get(0).avoided()).isEqualTo(new Usage(25, 18, 0, 7));
		});
	}

	@Test
	void theEventsOfAStreamComeBackEqual() {
		run((desk, events) -> {
			this.server.answer(MessagesServer.Script.stream(Answers.stream()));
			List<RawMessageStreamEvent> streamed = desk.events("q").collectList().block(BOUND);
			assertThat(streamed).hasSizeGreaterThan(6);
			assertThat(desk.events("q").collectList().block(BOUND)).isEqualTo(streamed);
			assertThat(AnthropicFixture.text(AnthropicFixture.accumulated(desk.events("q").toIterable())))
				.isEqualTo(Answers.TEXT);
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(events.events(CacheEvent.Served.class).get(0).avoided()).isEqualTo(new Usage(25, 18, 0, 7));
		});
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "max_tokens", "refusal", "tool_use", "pause_turn", "model_context_window_exceeded", "novel" })
	void aResponseThatIsNotCompleteIsNotKept(String stopReason) {
		run((desk, events) -> {
			this.server.answer(MessagesServer.Script.json(200, Answers.message(stopReason)));
			assertThat(desk.plain("q")).isEqualTo(desk.plain("q"));
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(2);
			// The response knows better than whoever says that it is complete.
			desk.answer("q", StopReason.END_TURN);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(3);
			this.server.answer(MessagesServer.Script.stream(Answers.stream(stopReason)));
			desk.events("q").blockLast(BOUND);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(4);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void aStreamWithoutItsLastEventIsNotKept() {
		run((desk, events) -> {
			this.server.answer(MessagesServer.Script.stream(Answers.stream()));
			int whole = desk.events("q").collectList().block(BOUND).size();
			for (int length = 1; length < whole; length++) {
				desk.cutTo(length);
				assertThat(desk.events("q" + length).collectList().block(BOUND)).hasSize(length);
				assertThat(events.stored()).as("%s events", length).isEqualTo(1);
			}
			desk.cutTo(whole);
			desk.events("q" + whole).blockLast(BOUND);
			assertThat(events.stored()).isEqualTo(2);
		});
	}

	@Test
	void aToolTurnAndThinkingAreNotKept() {
		run((desk, events) -> {
			this.server.answer(MessagesServer.Script.stream(Answers.toolStream()));
			desk.events("q").blockLast(BOUND);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(1);
			String thinking = "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"},";
			this.server
				.answer(MessagesServer.Script.json(200, Answers.message(thinking + Answers.block("yes"), "end_turn")));
			desk.plain("q");
			assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(1);
			this.server.answer(MessagesServer.Script.json(200, Answers.message("", "end_turn")));
			desk.plain("q");
			assertThat(events.notStored()).isEqualTo(3);
			assertThat(events.stored()).isZero();
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { FluxOfMessages.class, OneEvent.class, Blocks.class, ListOfMessages.class })
	void aPartOfAResponseIsNoAnswer(Class<?> bean) {
		this.runner.withBean(bean).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOfSatisfying(ClaudeCacheConfigurationException.class,
					(failure) -> {
						assertThat(failure.getDescription()).contains(bean.getName() + ".ask(String)")
							.contains("com.anthropic.models.messages.");
						assertThat(failure.getAction()).contains("Return ");
					});
		});
	}

	@Test
	void withoutTheSdkTheApplicationStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("com.anthropic"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void run(BiConsumer<Desk, EventLog> test) {
		this.runner.withBean(Desk.class, () -> new Desk(this.client))
			.run((context) -> test.accept(context.getBean(Desk.class), context.getBean(EventLog.class)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Enabled {

	}

	static class Desk {

		private final AnthropicClient client;

		private final AtomicInteger calls = new AtomicInteger();

		private volatile int length = Integer.MAX_VALUE;

		Desk(AnthropicClient client) {
			this.client = client;
		}

		int calls() {
			return this.calls.get();
		}

		void cutTo(int length) {
			this.length = length;
		}

		@ClaudeCached(name = "plain", volatility = "reference")
		public Message plain(@CacheMessage String question) {
			return ask(question);
		}

		@ClaudeCached(name = "later", volatility = "reference")
		public CompletableFuture<Message> later(@CacheMessage String question) {
			return CompletableFuture.supplyAsync(() -> ask(question));
		}

		@ClaudeCached(name = "mono", volatility = "reference")
		public Mono<Message> mono(@CacheMessage String question) {
			return Mono.fromCallable(() -> ask(question));
		}

		@ClaudeCached(name = "answer", volatility = "reference")
		public ClaudeAnswer<Message> answer(@CacheMessage String question, StopReason reason) {
			return ClaudeAnswer.of(ask(question), reason, null, Usage.NONE);
		}

		@ClaudeCached(name = "events", volatility = "reference")
		public Flux<RawMessageStreamEvent> events(@CacheMessage String question) {
			return Flux.using(() -> {
				this.calls.incrementAndGet();
				return this.client.messages().createStreaming(params(question));
			}, (response) -> Flux.fromStream(response.stream().limit(this.length)), StreamResponse::close);
		}

		private Message ask(String question) {
			this.calls.incrementAndGet();
			return this.client.messages().create(params(question));
		}

		private static MessageCreateParams params(String question) {
			return MessageCreateParams.builder()
				.model("claude-sonnet-4-5")
				.maxTokens(1024)
				.addUserMessage(question)
				.build();
		}

	}

	static class FluxOfMessages {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		public Flux<Message> ask(String question) {
			return Flux.empty();
		}

	}

	static class OneEvent {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		public Mono<RawMessageStreamEvent> ask(String question) {
			return Mono.empty();
		}

	}

	static class Blocks {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		public Flux<com.anthropic.models.messages.ContentBlock> ask(String question) {
			return Flux.empty();
		}

	}

	static class ListOfMessages {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		public List<Message> ask(String question) {
			return List.of();
		}

	}

}
