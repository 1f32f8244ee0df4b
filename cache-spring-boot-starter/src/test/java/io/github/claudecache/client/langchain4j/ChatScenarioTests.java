package io.github.claudecache.client.langchain4j;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.RefusalReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is kept and what is not, over real HTTP, through LangChain4j's own models.
 */
class ChatScenarioTests {

	private final ChatFixture fixture = new ChatFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource
	void aCompleteAnswerIsAskedForOnce(Way way) {
		way.serve(this.fixture, "end_turn");
		ChatResponse first = way.ask(this.fixture);
		ChatResponse second = way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
		assertThat(first).isNotInstanceOf(CachedChatResponse.class);
		assertThat(second).isInstanceOf(CachedChatResponse.class);
		assertThat(StoredChat.withoutTransport(second)).isEqualTo(StoredChat.withoutTransport(first));
		assertThat(second.aiMessage().text()).isEqualTo(Answers.TEXT);
		assertThat(second.tokenUsage()).isInstanceOfSatisfying(AnthropicTokenUsage.class, (usage) -> {
			assertThat(usage.inputTokenCount()).isEqualTo(25);
			assertThat(usage.outputTokenCount()).isEqualTo(18);
			assertThat(usage.cacheReadInputTokens()).isEqualTo(7);
		});
		assertThat(this.fixture.log.stored()).isEqualTo(1);
		assertThat(this.fixture.log.served()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerThatReachedAStopSequenceIsKept(Way way) {
		way.serve(this.fixture, "stop_sequence");
		way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "refusal", "max_tokens", "model_context_window_exceeded", "pause_turn", "a_new_reason" })
	void anAnswerThatIsNotCompleteIsNotKept(String stopReason) {
		for (Way way : Way.values()) {
			way.serve(this.fixture, stopReason);
			int before = this.fixture.server.calls();
			ChatResponse first = way.ask(this.fixture);
			assertThat(StoredChat.withoutTransport(way.ask(this.fixture))).as("%s by %s", stopReason, way)
				.isEqualTo(StoredChat.withoutTransport(first));
			assertThat(this.fixture.server.calls() - before).as("%s by %s", stopReason, way).isEqualTo(2);
		}
		assertThat(this.fixture.log.stored()).isZero();
		assertThat(this.fixture.log.notStored(RefusalReason.STOP_REASON)).isEqualTo(4);
	}

	@ParameterizedTest
	@EnumSource
	void aToolCallIsNotKept(Way way) {
		this.fixture.server.answer(way.streams() ? Script.stream(Answers.toolStream())
				: Script.json(200, Answers.message(Answers.tool(), "tool_use")));
		ChatResponse first = way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(first.aiMessage().hasToolExecutionRequests()).isTrue();
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.stored()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aToolCallThatSaysItIsCompleteIsNotKept(Way way) {
		this.fixture.server.answer(way.streams()
				? Script.stream(Answers.toolStream()
					.replace("\"tool_use\"}", "\"end_turn\"}")
					.replace("\"stop_reason\":\"tool_use\"", "\"stop_reason\":\"end_turn\""))
				: Script.json(200, Answers.message(Answers.tool(), "end_turn")));
		way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	// LangChain4j leaves them out of its message, so it is what was on the wire that
	// tells.
	@ParameterizedTest
	@EnumSource
	void anAnswerWithToolsOnTheServerIsNotKept(Way way) {
		String block = "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}";
		this.fixture.server.answer(
				way.streams()
						? Script.stream(Answers.start()
								+ Answers.event("content_block_start",
										"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block
												+ "}")
								+ Answers.stop(0) + Answers.text(1, List.of("Found.")) + Answers.end("end_turn"))
						: Script.json(200, Answers.message(block + "," + Answers.block("Found."), "end_turn")));
		assertThat(way.ask(this.fixture).aiMessage().text()).isEqualTo("Found.");
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.notStored(RefusalReason.SERVER_TOOLS)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyAnswerIsNotKept(Way way) {
		this.fixture.server.answer(
				way.streams() ? Script.stream(Answers.start() + Answers.text(0, List.of(" ")) + Answers.end("end_turn"))
						: Script.json(200, Answers.message(Answers.block(" "), "end_turn")));
		way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.notStored(RefusalReason.EMPTY)).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 404, 413, 429, 500, 502, 529 })
	void anErrorStatusIsNotKept(int status) {
		for (Way way : Way.values()) {
			this.fixture.server.answer(Script.json(status, Answers.error("some_error")));
			assertThatThrownBy(() -> way.ask(this.fixture)).satisfies(
					(thrown) -> assertThat(status(thrown)).as("The caller learns of the status").isEqualTo(status));
			way.serve(this.fixture, "end_turn");
			assertThat(way.ask(this.fixture).aiMessage().text()).isEqualTo(Answers.TEXT);
			assertThat(this.fixture.log.stored()).isEqualTo(way.ordinal() + 1);
			this.fixture.cache.invalidate(TenantId.DEFAULT, "cache:faq");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsCutIsNotKept(Way way) {
		String whole = way.streams() ? Answers.stream() : Answers.message();
		for (int length : new int[] { 40, whole.length() / 2, whole.length() - 40 }) {
			this.fixture.server.answer(broken(way.streams() ? "text/event-stream" : "application/json", whole, length));
			assertThatThrownBy(() -> way.ask(this.fixture)).isNotInstanceOf(AssertionError.class);
		}
		assertThat(this.fixture.log.stored()).isZero();
		way.serve(this.fixture, "end_turn");
		assertThat(way.ask(this.fixture).aiMessage().text()).isEqualTo(Answers.TEXT);
	}

	// Fewer bytes than were announced.
	private static Script broken(String type, String whole, int length) {
		return (exchange) -> {
			byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("content-type", type);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes, 0, length);
			exchange.getResponseBody().flush();
		};
	}

	@Test
	void aStreamWithAnErrorIsNotKept() {
		this.fixture.server.answer(Script.stream(Answers.start() + Answers.text(0, List.of("You can"))
				+ Answers.event("error", Answers.error("overloaded_error"))));
		StreamEvents events = this.fixture.stream();
		assertThatThrownBy(events::response).isNotNull();
		this.fixture.server.answer(Script.stream(Answers.stream()));
		assertThat(this.fixture.stream().response().aiMessage().text()).isEqualTo(Answers.TEXT);
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerToARequestWithToolsIsKeptIfItUsesNone(Way way) {
		way.serve(this.fixture, "end_turn");
		ChatRequest request = ChatRequest.builder()
			.messages(UserMessage.from(ChatFixture.QUESTION))
			.toolSpecifications(ToolSpecification.builder().name("lookup").description("Looks up.").build())
			.build();
		way.ask(this.fixture, request);
		assertThat(way.ask(this.fixture, request).aiMessage().text()).isEqualTo(Answers.TEXT);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	private static int status(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof HttpException http) {
				return http.statusCode();
			}
		}
		return -1;
	}

	/**
	 * The ways in which LangChain4j asks.
	 */
	enum Way {

		PLAIN {
			@Override
			ChatResponse ask(ChatFixture fixture, ChatRequest request) {
				return fixture.model.chat(request);
			}
		},

		STREAMED {
			@Override
			ChatResponse ask(ChatFixture fixture, ChatRequest request) {
				return ChatFixture.stream(fixture.streaming, request).response();
			}
		};

		abstract ChatResponse ask(ChatFixture fixture, ChatRequest request);

		ChatResponse ask(ChatFixture fixture) {
			return ask(fixture, ChatFixture.request());
		}

		boolean streams() {
			return this == STREAMED;
		}

		void serve(ChatFixture fixture, String stopReason) {
			fixture.server.answer(streams() ? Script.stream(Answers.stream(stopReason))
					: Script.json(200, Answers.message(stopReason)));
		}

	}

}
