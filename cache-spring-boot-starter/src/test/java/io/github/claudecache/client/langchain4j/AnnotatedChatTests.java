package io.github.claudecache.client.langchain4j;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheLangChain4jAutoConfiguration;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.semantic.WordVectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods that return what LangChain4j's models return: a hit is equal to what came from
 * Claude, and what the response says of its end is believed without anybody's word.
 */
@ExtendWith(OutputCaptureExtension.class)
class AnnotatedChatTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private final MessagesServer server = new MessagesServer().answer(Script.json(200, Answers.message()));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Enabled.class)
		.withBean(EventLog.class);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aResponseComesBackEqual() {
		run((desk, events) -> {
			ChatResponse plain = StoredChat.withoutTransport(desk.plain("q"));
			assertThat(plain.aiMessage().text()).isEqualTo(Answers.TEXT);
			assertThat(desk.plain("q")).isEqualTo(plain).isNotInstanceOf(CachedChatResponse.class);
			desk.later("q").join();
			assertThat(desk.later("q").join()).isEqualTo(plain);
			desk.mono("q").block(BOUND);
			assertThat(desk.mono("q").block(BOUND)).isEqualTo(plain);
			desk.optional("q");
			assertThat(desk.optional("q")).contains(plain);
			desk.answer("q", StopReason.END_TURN);
			ClaudeAnswer<ChatResponse> answer = desk.answer("q", StopReason.END_TURN);
			assertThat(answer.value()).isEqualTo(plain);
			assertThat(answer.model()).isEqualTo("claude-sonnet-4-5-20250929");
			assertThat(desk.calls()).isEqualTo(5);
			assertThat(events.stored()).isEqualTo(5);
			assertThat(events.served()).isEqualTo(5);
			CacheEvent.Served served = events.events(CacheEvent.Served.class).get(0);
			assertThat(served.avoided()).isEqualTo(new Usage(25, 18, 0, 7));
			assertThat(served.model()).isEqualTo("claude-sonnet-4-5-20250929");
		});
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "max_tokens", "refusal", "pause_turn", "model_context_window_exceeded", "novel" })
	void aResponseThatIsNotCompleteIsNotKept(String stopReason) {
		run((desk, events) -> {
			this.server.answer(Script.json(200, Answers.message(stopReason)));
			assertThat(StoredChat.withoutTransport(desk.plain("q")))
				.isEqualTo(StoredChat.withoutTransport(desk.plain("q")));
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(2);
			// The response knows better than whoever says that it is complete.
			desk.answer("q", StopReason.END_TURN);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(3);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void whatTheFormCannotCarryIsGivenAndNotKept() {
		run((desk, events) -> {
			this.server.answer(Script.json(200, Answers.message(Answers.tool(), "tool_use")));
			assertThat(desk.plain("q").aiMessage().hasToolExecutionRequests()).isTrue();
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(1);
			this.server
				.answer(Script.json(200, Answers.message(Answers.block("So.") + "," + Answers.tool(), "end_turn")));
			desk.plain("q");
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(2);
			this.server.answer(Script.json(200,
					Answers.message(
							"{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"}," + Answers.block("yes"),
							"end_turn")));
			assertThat(desk.plain("q").aiMessage().thinking()).isEqualTo("hm");
			assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(1);
			this.server.answer(Script.json(200,
					Answers.message(
							"{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}},"
									+ Answers.block("Found."),
							"end_turn")));
			desk.plain("q");
			assertThat(events.notStored(RefusalReason.SERVER_TOOLS)).isEqualTo(1);
			this.server.answer(Script.json(200, Answers.message(Answers.block(" "), "end_turn")));
			desk.plain("q");
			assertThat(events.notStored(RefusalReason.EMPTY)).isEqualTo(1);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void withTheAdapterInsideItIsKeptOnceAndCountedOnce() {
		adapted().withBean(ChatModel.class, this::model).withBean(Desk.class).run((context) -> {
			Desk desk = context.getBean(Desk.class);
			EventLog events = context.getBean(EventLog.class);
			ChatResponse plain = StoredChat.withoutTransport(desk.plain("q"));
			assertThat(events.stored()).isEqualTo(1);
			assertThat(events.lookups()).isEqualTo(1);
			assertThat(desk.plain("q")).isEqualTo(plain);
			assertThat(events.lookups()).isEqualTo(2);
			assertThat(events.served()).isEqualTo(1);
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	// It would count as new, however old it is.
	@Test
	void whatComesFromTheCacheOfTheAdapterIsNotKeptAgain() {
		adapted().withBean(ChatModel.class, this::model).withBean(Desk.class).run((context) -> {
			Desk desk = context.getBean(Desk.class);
			EventLog events = context.getBean(EventLog.class);
			context.getBean(ChatModel.class).chat(ChatFixture.request("q"));
			Eventually.holds("it is kept", () -> events.stored() == 1);
			// On a thread on which the adapter does not know of the method.
			assertThat(desk.later("q").join()).isInstanceOf(CachedChatResponse.class);
			assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(1);
			assertThat(events.stored()).isEqualTo(1);
		});
	}

	@Test
	void theAuditComparesWhatIsSaid() {
		this.runner.withPropertyValues("claude.cache.audit.exact-rate=1", "claude.cache.audit.per-minute=10000")
			.withBean(EmbeddingProvider.class, WordVectors::new)
			.withBean(Desk.class, () -> new Desk(model()))
			.run((context) -> {
				Desk desk = context.getBean(Desk.class);
				EventLog events = context.getBean(EventLog.class);
				desk.repeated("q");
				this.server.answer(Script.json(200,
						Answers.message()
							.replace("msg_01", "msg_77")
							.replace("\"output_tokens\":18", "\"output_tokens\":19")));
				desk.repeated("q");
				Eventually.holds("a verdict is told", () -> events.events(CacheEvent.Audited.class).size() == 1);
				this.server.answer(Script.json(200, Answers.message().replace("30 days", "14 days")));
				assertThat(desk.repeated("q").aiMessage().text()).isEqualTo(Answers.TEXT);
				Eventually.holds("a verdict is told", () -> events.events(CacheEvent.Audited.class).size() == 2);
				assertThat(events.events(CacheEvent.Audited.class)).extracting(CacheEvent.Audited::verdict)
					.containsExactly(AuditVerdict.SAME, AuditVerdict.DIFFERENT);
			});
	}

	@Test
	void theReportAtTheStartSaysWhoKnowsTheEnd(CapturedOutput output) {
		this.runner.withBean(Desk.class, () -> new Desk(model())).run((context) -> {
			context
				.publishEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0], null, Duration.ZERO));
			assertThat(output).contains(
					"Desk.plain(String), cache 'plain': its key has 'question'; not model, system prompt, tools, which"
							+ " nobody sees; the response that it returns says whether it is complete");
		});
	}

	@Test
	void aFluxOfWholeResponsesIsNoAnswer() {
		this.runner.withBean(FluxOfResponses.class).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOfSatisfying(ClaudeCacheConfigurationException.class,
					(failure) -> {
						assertThat(failure.getDescription()).contains(FluxOfResponses.class.getName() + ".ask(String)")
							.contains("the elements of a Flux are the parts of one answer");
						assertThat(failure.getAction()).contains("Return Mono<ChatResponse>");
					});
		});
	}

	@Test
	void withoutTheLibraryTheApplicationStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("dev.langchain4j"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("claudeCacheLangChain4jResponses"));
		this.runner.run((context) -> assertThat(context).getBean("claudeCacheLangChain4jResponses")
			.isInstanceOf(ResponseCodec.class));
	}

	private ApplicationContextRunner adapted() {
		return this.runner.withConfiguration(AutoConfigurations.of(ClaudeCacheLangChain4jAutoConfiguration.class))
			.withPropertyValues("claude.cache.caches.faq.volatility=reference",
					"claude.cache.langchain4j.default-cache=faq");
	}

	private void run(BiConsumer<Desk, EventLog> test) {
		this.runner.withBean(Desk.class, () -> new Desk(model()))
			.run((context) -> test.accept(context.getBean(Desk.class), context.getBean(EventLog.class)));
	}

	private ChatModel model() {
		return ChatFixture.plain(this.server).returnThinking(true).build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Enabled {

	}

	static class Desk {

		private final ChatModel model;

		private final AtomicInteger calls = new AtomicInteger();

		Desk(ChatModel model) {
			this.model = model;
		}

		int calls() {
			return this.calls.get();
		}

		@ClaudeCached(name = "plain", volatility = "reference")
		public ChatResponse plain(@CacheMessage String question) {
			return ask(question);
		}

		@ClaudeCached(name = "later", volatility = "reference")
		public CompletableFuture<ChatResponse> later(@CacheMessage String question) {
			return CompletableFuture.supplyAsync(() -> ask(question));
		}

		@ClaudeCached(name = "mono", volatility = "reference")
		public Mono<ChatResponse> mono(@CacheMessage String question) {
			return Mono.fromCallable(() -> ask(question));
		}

		@ClaudeCached(name = "optional", volatility = "reference")
		public Optional<ChatResponse> optional(@CacheMessage String question) {
			return Optional.of(ask(question));
		}

		@ClaudeCached(name = "answer", volatility = "reference")
		public ClaudeAnswer<ChatResponse> answer(@CacheMessage String question, StopReason reason) {
			ChatResponse response = ask(question);
			return ClaudeAnswer.of(response, reason, response.modelName(), Usage.NONE);
		}

		@ClaudeCached(name = "repeated", volatility = "reference", repeatable = true)
		public ChatResponse repeated(@CacheMessage String question) {
			return ask(question);
		}

		private ChatResponse ask(String question) {
			this.calls.incrementAndGet();
			return this.model.chat(ChatFixture.request(question));
		}

	}

	static class FluxOfResponses {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		public Flux<ChatResponse> ask(String question) {
			return Flux.empty();
		}

	}

}
