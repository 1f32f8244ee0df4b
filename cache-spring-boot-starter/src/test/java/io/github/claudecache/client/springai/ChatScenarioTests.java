package io.github.claudecache.client.springai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.anthropic.errors.AnthropicServiceException;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.RefusalReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is kept and what is not, through Spring AI's own model over real HTTP, plain and
 * streamed.
 */
@Tag("spring-ai")
class ChatScenarioTests {

	private final ChatFixture fixture = new ChatFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource
	void aCompleteAnswerIsAskedForOnceAndComesBackAsItWas(Way way) {
		way.serve(this.fixture, "end_turn");
		List<ChatResponse> first = way.ask(this.fixture);
		List<ChatResponse> second = way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
		assertThat(described(second)).isEqualTo(described(first));
		assertThat(ChatFixture.text(second)).isEqualTo(Answers.TEXT);
		assertThat(this.fixture.log.stored()).isEqualTo(1);
		assertThat(this.fixture.log.served()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void metadataFinishReasonAndUsageSurvive(Way way) {
		way.serve(this.fixture, "stop_sequence");
		way.ask(this.fixture);
		List<ChatResponse> hit = way.ask(this.fixture);
		ChatResponse last = hit.get(hit.size() - 1);
		assertThat(last.getMetadata().getId()).isEqualTo(way.id());
		assertThat(last.getMetadata().getModel()).isEqualTo("claude-sonnet-4-5-20250929");
		assertThat(last.getResult().getMetadata().getFinishReason()).isEqualTo("stop_sequence");
		Usage usage = last.getMetadata().getUsage();
		assertThat(usage.getPromptTokens()).isEqualTo(25);
		assertThat(usage.getCompletionTokens()).isEqualTo(18);
		assertThat(usage.getTotalTokens()).isEqualTo(43);
		assertThat(usage.getCacheReadInputTokens()).isEqualTo(7);
		assertThat(usage.getCacheWriteInputTokens()).isZero();
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "refusal", "max_tokens", "model_context_window_exceeded", "pause_turn", "a_new_reason" })
	void anAnswerThatIsNotCompleteIsNotKept(String stopReason) {
		for (Way way : Way.values()) {
			way.serve(this.fixture, stopReason);
			int before = this.fixture.server.calls();
			List<ChatResponse> first = way.ask(this.fixture);
			assertThat(described(way.ask(this.fixture))).as("%s by %s", stopReason, way).isEqualTo(described(first));
			assertThat(this.fixture.server.calls() - before).as("%s by %s", stopReason, way).isEqualTo(2);
		}
		assertThat(this.fixture.log.notStored(RefusalReason.STOP_REASON)).isEqualTo(2L * Way.values().length);
		assertThat(this.fixture.log.stored()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aToolCallIsNotKept(Way way) {
		this.fixture.server.answer(way.streams() ? Script.stream(Answers.toolStream())
				: Script.json(200, Answers.message(Answers.tool(), "tool_use")));
		for (int i = 0; i < 2; i++) {
			assertThat(way.model(this.fixture)).anyMatch(ChatResponse::hasToolCalls);
		}
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.notStored(RefusalReason.STOP_REASON)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void aToolCallThatSaysItIsTheEndIsNotKept(Way way) {
		this.fixture.server.answer(way.streams()
				? Script.stream(Answers.toolStream()
					.replace("\"tool_use\"},\"", "\"")
					.replace("\"stop_reason\":\"tool_use\"", "\"stop_reason\":\"end_turn\""))
				: Script.json(200, Answers.message(Answers.block("Wait.") + "," + Answers.tool(), "end_turn")));
		way.model(this.fixture);
		way.model(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.stored()).isZero();
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
	@EnumSource
	void anAnswerWithThinkingIsNotKept(Way way) {
		String block = "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"c2ln\"}";
		String empty = "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}";
		this.fixture.server.answer(
				way.streams()
						? Script.stream(Answers.start()
								+ Answers.event("content_block_start",
										"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + empty
												+ "}")
								+ Answers.delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm.\"}")
								+ Answers.delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
								+ Answers.stop(0) + Answers.text(1, List.of("Yes.")) + Answers.end("end_turn"))
						: Script.json(200, Answers.message(block + "," + Answers.block("Yes."), "end_turn")));
		way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 404, 413, 429, 500, 529 })
	void anErrorReachesTheCallerAndIsNotKept(int status) {
		for (Way way : Way.values()) {
			this.fixture.server.answer(Script.json(status, Answers.error("some_error")));
			assertThatThrownBy(() -> way.ask(this.fixture))
				.satisfies((ex) -> assertThat(serviceError(ex, status)).isTrue());
			way.serve(this.fixture, "end_turn");
			way.ask(this.fixture);
			assertThat(this.fixture.log.stored()).isEqualTo(way.ordinal() + 1);
			this.fixture.cache.invalidate(TenantId.DEFAULT, "cache:faq");
		}
	}

	// Where nothing but the beginning of an event has come, the SDK ends the stream as if
	// that were all.
	@ParameterizedTest
	@EnumSource
	void whatIsCutIsNotKept(Way way) {
		String whole = way.streams() ? Answers.stream() : Answers.message();
		int end = way.streams() ? whole.indexOf("\"stop_reason\":\"end_turn\"") : whole.length() - 20;
		for (int length : new int[] { 40, end / 2, end }) {
			this.fixture.server.answer(
					Script.cut(way.streams() ? "text/event-stream" : "application/json", whole.substring(0, length)));
			Throwable thrown = catchThrowable(() -> assertThat(ChatFixture.text(way.ask(this.fixture))).isEmpty());
			assertThat(thrown != null || way.streams()).isTrue();
			assertThat(this.fixture.log.stored()).isZero();
		}
		way.serve(this.fixture, "end_turn");
		assertThat(ChatFixture.text(way.ask(this.fixture))).isEqualTo(Answers.TEXT);
		assertThat(this.fixture.server.calls()).isEqualTo(4);
	}

	@Test
	void aStreamThatEndsWithoutSayingWhyIsNotKept() {
		this.fixture.server.answer(Script.stream(Answers.start() + Answers.text(0, List.of("You can"))));
		Way.STREAM.ask(this.fixture);
		Way.STREAM.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.stored()).isZero();
	}

	@Test
	void aStreamWithAnErrorIsNotKept() {
		this.fixture.server.answer(Script.stream(Answers.start() + Answers.text(0, List.of("You can"))
				+ Answers.event("error", Answers.error("overloaded_error"))));
		assertThatThrownBy(() -> Way.STREAM.ask(this.fixture)).isNotNull();
		Way.STREAM.serve(this.fixture, "end_turn");
		assertThat(ChatFixture.text(Way.STREAM.ask(this.fixture))).isEqualTo(Answers.TEXT);
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void theHitIsMarkedAndCostsNothingAndTheMissIsNot(Way way) {
		way.serve(this.fixture, "end_turn");
		assertThat(way.ask(this.fixture)).allSatisfy((response) -> assertThat(ChatFixture.mark(response)).isNull());
		this.fixture.clock.advance(Duration.ofSeconds(37));
		assertThat(way.ask(this.fixture)).allSatisfy((response) -> {
			CacheMark mark = ChatFixture.mark(response);
			assertThat(mark).hasToString("hit; tier=exact; age=37");
			assertThat(mark.fingerprint()).hasSize(64);
			assertThat(mark.billed().getTotalTokens()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aCallThatNamesNoCacheTakesNoPart(Way way) {
		way.serve(this.fixture, "end_turn");
		for (int i = 0; i < 2; i++) {
			way.ask(this.fixture, Map.of(ClaudeCacheAdvisor.CACHE_PARAM, ""));
		}
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.events()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theAnswerIsVoidedByItsTags(Way way) {
		way.serve(this.fixture, "end_turn");
		way.ask(this.fixture, Map.of(ClaudeCacheAdvisor.TAGS_PARAM, "policy:refund, policy:all"));
		this.fixture.cache.invalidate(TenantId.DEFAULT, "policy:all");
		way.ask(this.fixture, Map.of(ClaudeCacheAdvisor.TAGS_PARAM,
				List.of(new io.github.claudecache.identity.Tag("policy:refund"), "other")));
		this.fixture.cache.invalidate(TenantId.DEFAULT, "other");
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(3);
	}

	/**
	 * What a response says, but for the limits of the account and the objects of the SDK,
	 * which are not kept, and the mark of the cache.
	 */
	static List<Object> described(List<ChatResponse> responses) {
		return responses.stream()
			.<Object>map((response) -> List.of(response.getResults(), response.getMetadata().getId(),
					response.getMetadata().getModel(), counts(response.getMetadata().getUsage()),
					response.getMetadata()
						.keySet()
						.stream()
						.filter((key) -> !key.equals("anthropic-response") && !key.equals(ClaudeCacheAdvisor.MARK))
						.collect(Collectors.toSet())))
			.toList();
	}

	private static String counts(Usage usage) {
		return usage.getPromptTokens() + "+" + usage.getCompletionTokens() + "=" + usage.getTotalTokens() + " of cache "
				+ usage.getCacheReadInputTokens() + " and " + usage.getCacheWriteInputTokens();
	}

	private static boolean serviceError(Throwable thrown, int status) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof AnthropicServiceException service) {
				return service.statusCode() == status;
			}
		}
		return false;
	}

	/**
	 * The ways in which a chat client asks.
	 */
	enum Way {

		CALL {
			@Override
			List<ChatResponse> ask(ChatFixture fixture, Map<String, Object> params) {
				return List.of(fixture.ask(params).call().chatResponse());
			}
		},

		STREAM {
			@Override
			List<ChatResponse> ask(ChatFixture fixture, Map<String, Object> params) {
				return fixture.ask(params).stream().chatResponse().collectList().block(Duration.ofSeconds(60));
			}
		};

		abstract List<ChatResponse> ask(ChatFixture fixture, Map<String, Object> params);

		List<ChatResponse> ask(ChatFixture fixture) {
			return ask(fixture, Map.of());
		}

		/**
		 * What the model gives, without running any tool.
		 */
		List<ChatResponse> model(ChatFixture fixture) {
			return ask(fixture, Map.of("spring.ai.chat.client.tool.calling.advisor.auto-register", false));
		}

		boolean streams() {
			return this == STREAM;
		}

		String id() {
			return streams() ? "msg_02" : "msg_01";
		}

		void serve(ChatFixture fixture, String stopReason) {
			fixture.server.answer(streams() ? Script.stream(Answers.stream(stopReason))
					: Script.json(200, Answers.message(stopReason)));
		}

	}

}
