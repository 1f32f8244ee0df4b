package io.github.claudecache.client.springai;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheSpringAiAutoConfiguration;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.semantic.WordVectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods that return what Spring AI's models return, whole or in chunks: a hit is what
 * came from Claude, and what the response says of its end is believed without anybody's
 * word.
 */
@Tag("spring-ai")
@ExtendWith(OutputCaptureExtension.class)
class AnnotatedChatTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	// The server and the model; nothing here asks the cache of the fixture.
	private final ChatFixture fixture = new ChatFixture();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Enabled.class)
		.withBean(EventLog.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void aResponseComesBackAsItWas() {
		run((desk, events) -> {
			this.fixture.server.answer(Script.json(200, Answers.message()));
			List<Object> plain = described(desk.plain("q"));
			ChatResponse hit = desk.plain("q");
			assertThat(hit.getResult().getOutput().getText()).isEqualTo(Answers.TEXT);
			assertThat(ChatFixture.mark(hit)).isNull();
			assertThat(described(hit)).isEqualTo(plain);
			desk.later("q").join();
			assertThat(described(desk.later("q").join())).isEqualTo(plain);
			desk.mono("q").block(BOUND);
			assertThat(described(desk.mono("q").block(BOUND))).isEqualTo(plain);
			desk.optional("q");
			assertThat(desk.optional("q").map(AnnotatedChatTests::described)).contains(plain);
			desk.answer("q", StopReason.END_TURN);
			assertThat(described(desk.answer("q", StopReason.END_TURN).value())).isEqualTo(plain);
			assertThat(desk.calls()).isEqualTo(5);
			assertThat(events.stored()).isEqualTo(5);
			assertThat(events.served()).isEqualTo(5);
			CacheEvent.Served served = events.events(CacheEvent.Served.class).get(0);
			assertThat(served.avoided()).isEqualTo(new Usage(25, 18, 0, 7));
			assertThat(served.model()).isEqualTo("claude-sonnet-4-5-20250929");
		});
	}

	@Test
	void theChunksOfAStreamComeBackOneByOne() {
		run((desk, events) -> {
			this.fixture.server.answer(Script.stream(Answers.stream()));
			List<ChatResponse> streamed = desk.chunks("q").collectList().block(BOUND);
			List<ChatResponse> replayed = desk.chunks("q").collectList().block(BOUND);
			assertThat(streamed).hasSizeGreaterThan(3);
			assertThat(ChatScenarioTests.described(replayed)).isEqualTo(ChatScenarioTests.described(streamed));
			assertThat(ChatFixture.text(replayed)).isEqualTo(Answers.TEXT);
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(events.stored()).isEqualTo(1);
			CacheEvent.Served served = events.events(CacheEvent.Served.class).get(0);
			assertThat(served.avoided()).isEqualTo(new Usage(25, 18, 0, 7));
			assertThat(served.model()).isEqualTo("claude-sonnet-4-5-20250929");
		});
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "max_tokens", "refusal", "pause_turn", "model_context_window_exceeded", "novel" })
	void whatIsNotCompleteIsNotKept(String stopReason) {
		run((desk, events) -> {
			this.fixture.server.answer(Script.json(200, Answers.message(stopReason)));
			assertThat(described(desk.plain("q"))).isEqualTo(described(desk.plain("q")));
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(2);
			// The response knows better than whoever says that it is complete.
			desk.answer("q", StopReason.END_TURN);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(3);
			this.fixture.server.answer(Script.stream(Answers.stream(stopReason)));
			desk.chunks("q").blockLast(BOUND);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(4);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void aStreamWithoutItsEndIsNotKept() {
		run((desk, events) -> {
			this.fixture.server.answer(Script.stream(Answers.stream()));
			int whole = desk.chunks("q").collectList().block(BOUND).size();
			Eventually.holds("it is kept", () -> events.stored() == 1);
			for (int length = 1; length < whole; length++) {
				desk.cutTo(length);
				assertThat(desk.chunks("q" + length).collectList().block(BOUND)).hasSize(length);
				assertThat(events.stored()).as("%s chunks", length).isEqualTo(1);
			}
			desk.cutTo(whole);
			desk.chunks("q" + whole).blockLast(BOUND);
			Eventually.holds("it is kept", () -> events.stored() == 2);
		});
	}

	@Test
	void whatTheFormCannotCarryIsGivenAndNotKept() {
		run((desk, events) -> {
			this.fixture.server.answer(Script.json(200, Answers.message(Answers.tool(), "tool_use")));
			assertThat(desk.plain("q").hasToolCalls()).isTrue();
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(1);
			this.fixture.server.answer(Script.stream(Answers.toolStream()));
			assertThat(desk.chunks("q").collectList().block(BOUND)).anyMatch(ChatResponse::hasToolCalls);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(2);

			String thinking = "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"}";
			this.fixture.server
				.answer(Script.json(200, Answers.message(thinking + "," + Answers.block("yes"), "end_turn")));
			desk.plain("q");
			assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(1);
			this.fixture.server.answer(Script.stream(Answers.start()
					+ Answers.event("content_block_start",
							"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\","
									+ "\"thinking\":\"\",\"signature\":\"\"}}")
					+ Answers.delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")
					+ Answers.delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}") + Answers.stop(0)
					+ Answers.text(1, List.of("Yes.")) + Answers.end("end_turn")));
			desk.chunks("q").blockLast(BOUND);
			assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(2);

			this.fixture.server.answer(Script.json(200, Answers.message(Answers.block(" "), "end_turn")));
			desk.plain("q");
			assertThat(events.notStored(RefusalReason.EMPTY)).isEqualTo(1);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void whatACallerChangesIsNotSeenByTheNext() {
		run((desk, events) -> {
			this.fixture.server.answer(Script.stream(Answers.stream()));
			desk.chunks("q").doOnNext(AnnotatedChatTests::scribble).blockLast(BOUND);
			for (int i = 0; i < 2; i++) {
				List<ChatResponse> hit = desk.chunks("q").collectList().block(BOUND);
				assertThat(hit)
					.noneMatch((chunk) -> chunk.getResult().getOutput().getMetadata().containsKey("scribbled"));
				hit.forEach(AnnotatedChatTests::scribble);
			}
			assertThat(events.served()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource
	void withTheAdapterInsideItIsKeptOnceAndCountedOnce(ChatScenarioTests.Way way) {
		way.serve(this.fixture, "end_turn");
		adapted((desk, events) -> {
			Function<String, List<ChatResponse>> ask = way.streams()
					? (question) -> desk.chunks(question).collectList().block(BOUND)
					: (question) -> List.of(desk.plain(question));
			List<Object> miss = ChatScenarioTests.described(ask.apply("q"));
			Eventually.holds("it is kept", () -> events.stored() == 1);
			assertThat(events.lookups()).isEqualTo(1);
			assertThat(ChatScenarioTests.described(ask.apply("q"))).isEqualTo(miss);
			assertThat(events.lookups()).isEqualTo(2);
			assertThat(events.served()).isEqualTo(1);
			assertThat(this.fixture.server.calls()).isEqualTo(1);
		});
	}

	// It would count as new, however old it is.
	@Test
	void whatComesFromTheCacheOfTheAdapterIsNotKeptAgain() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		adapted((desk, events) -> {
			desk.unseen("q");
			Eventually.holds("it is kept", () -> events.stored() == 1);
			// On a thread on which the adapter does not know of the method.
			assertThat(ChatFixture.mark(desk.later("q").join())).isNotNull();
			assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(1);
			assertThat(events.stored()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@EnumSource
	void theAuditComparesWhatIsSaid(ChatScenarioTests.Way way) {
		this.runner.withPropertyValues("claude.cache.audit.exact-rate=1", "claude.cache.audit.per-minute=10000")
			.withBean(EmbeddingProvider.class, WordVectors::new)
			.withBean(AnnotatedDesk.class, this::desk)
			.run((context) -> {
				AnnotatedDesk desk = context.getBean(AnnotatedDesk.class);
				EventLog events = context.getBean(EventLog.class);
				Runnable ask = way.streams() ? () -> desk.repeatedChunks("q").blockLast(BOUND)
						: () -> desk.repeated("q");
				way.serve(this.fixture, "end_turn");
				ask.run();
				this.fixture.server.answer(
						way.streams()
								? Script.stream(Answers.start().replace("msg_02", "msg_77")
										+ Answers.text(0,
												List.of("You can return goods within 30 days,",
														" \u201cunused\u201d.\nSee \u00a7 4."))
										+ Answers.end("end_turn"))
								: Script.json(200, Answers.message().replace("msg_01", "msg_77")));
				ask.run();
				Eventually.holds("a verdict is told", () -> events.events(CacheEvent.Audited.class).size() == 1);
				this.fixture.server.answer(way.streams() ? Script.stream(Answers.stream().replace("30 days", "14 days"))
						: Script.json(200, Answers.message().replace("30 days", "14 days")));
				ask.run();
				Eventually.holds("a verdict is told", () -> events.events(CacheEvent.Audited.class).size() == 2);
				assertThat(events.served()).isEqualTo(2);
				assertThat(events.events(CacheEvent.Audited.class)).extracting(CacheEvent.Audited::verdict)
					.containsExactly(AuditVerdict.SAME, AuditVerdict.DIFFERENT);
			});
	}

	@Test
	void theReportAtTheStartSaysWhoKnowsTheEnd(CapturedOutput output) {
		this.runner.withBean(AnnotatedDesk.class, this::desk).run((context) -> {
			context
				.publishEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0], null, Duration.ZERO));
			assertThat(output).contains(
					"AnnotatedDesk.chunks(String), cache 'chunks': its key has 'question'; not model, system prompt, tools, which"
							+ " nobody sees; the response that it returns says whether it is complete");
		});
	}

	@Test
	void withoutTheLibraryTheApplicationStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.ai"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("claudeCacheSpringAiResponses"));
		// The models without the chat clients.
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.ai.chat.client"))
			.run((context) -> assertThat(context).getBean("claudeCacheSpringAiResponses")
				.isInstanceOf(ResponseCodec.class));
	}

	private void run(BiConsumer<AnnotatedDesk, EventLog> test) {
		this.runner.withBean(AnnotatedDesk.class, this::desk)
			.run((context) -> test.accept(context.getBean(AnnotatedDesk.class), context.getBean(EventLog.class)));
	}

	private AnnotatedDesk desk() {
		return new AnnotatedDesk((question) -> this.fixture.model.call(new Prompt(question)),
				(question) -> this.fixture.model.stream(new Prompt(question)));
	}

	private void adapted(BiConsumer<AnnotatedDesk, EventLog> test) {
		this.runner
			.withConfiguration(AutoConfigurations.of(ClaudeCacheSpringAiAutoConfiguration.class,
					ChatClientAutoConfiguration.class))
			.withPropertyValues("claude.cache.caches.faq.volatility=reference",
					"claude.cache.spring-ai.default-cache=faq")
			.withBean(ChatModel.class, () -> this.fixture.model)
			.withUserConfiguration(Adapted.class)
			.run((context) -> test.accept(context.getBean(AnnotatedDesk.class), context.getBean(EventLog.class)));
	}

	private static List<Object> described(ChatResponse response) {
		return ChatScenarioTests.described(List.of(response));
	}

	private static void scribble(ChatResponse response) {
		response.getResult().getOutput().getMetadata().put("scribbled", true);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Enabled {

	}

	@Configuration(proxyBeanMethods = false)
	static class Adapted {

		@Bean
		AnnotatedDesk desk(ChatClient.Builder builder) {
			ChatClient client = builder.build();
			return new AnnotatedDesk((question) -> client.prompt(question).call().chatResponse(),
					(question) -> client.prompt(question).stream().chatResponse());
		}

	}

}
