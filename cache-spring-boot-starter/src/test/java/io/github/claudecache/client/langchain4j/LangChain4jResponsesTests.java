package io.github.claudecache.client.langchain4j;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.json.ResponseCodec.RefusedException;
import io.github.claudecache.json.ResponseCodec.Role;
import io.github.claudecache.reason.RefusalReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Responses of annotated methods as they are kept: what comes back is what was handed in,
 * or nothing is kept.
 */
class LangChain4jResponsesTests {

	private final LangChain4jResponses responses = new LangChain4jResponses();

	private final AnswerCodec<Object> codec = this.responses.codec(ChatResponse.class);

	// What an older version has kept must be readable, or have another format.
	@Test
	void theFormIsKnown() {
		ChatResponse response = response(AiMessage.from("30 days."), FinishReason.STOP, new TokenUsage(25, 18));
		Payload payload = this.codec.encode(response);
		assertThat(payload).isEqualTo(Payload.json("{\"format\":1,\"request\":\"\",\"text\":\"30 days.\","
				+ "\"thinking\":null,\"metadata\":\"plain\",\"id\":\"msg_01\",\"model\":\"claude-sonnet-4-5\","
				+ "\"finish\":\"STOP\",\"usage\":{\"kind\":\"plain\",\"input\":25,\"output\":18,\"total\":43},"
				+ "\"stop\":\"END_TURN\",\"serverTools\":false}"));
		assertThat(this.codec.decode(payload)).isEqualTo(response);
		assertThat(this.responses.draft(Role.RESPONSE, payload)).isEqualTo(
				new AnswerDraft(payload, StopReason.END_TURN, "claude-sonnet-4-5", new Usage(25, 18, 0, 0), false));
	}

	static Stream<ChatResponse> notReplayable() {
		AiMessage.Builder message = AiMessage.builder().text("Yes.");
		return Stream.of(response(message.thinking("Hm.").build(), FinishReason.STOP, null),
				response(AiMessage.builder().text("Yes.").attributes(Map.of("a", 1)).build(), FinishReason.STOP, null),
				response(AiMessage.from("Yes."), FinishReason.STOP, new TokenUsage(1, 2) {
				}), ChatResponse.builder().aiMessage(AiMessage.from("Yes.")).metadata(new Speaking()).build());
	}

	@ParameterizedTest
	@MethodSource("notReplayable")
	void whatWouldNotComeBackIsNotKept(ChatResponse response) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.encode(response))
			.isNotInstanceOf(RefusedException.class);
	}

	@Test
	void aTurnThatGoesOnIsNotKept() {
		AiMessage tool = AiMessage.from("Wait.",
				List.of(ToolExecutionRequest.builder().id("t").name("n").arguments("{}").build()));
		for (ChatResponse response : List.of(response(tool, FinishReason.STOP, null),
				response(AiMessage.from("Yes."), null, null),
				response(AiMessage.from("Yes."), FinishReason.OTHER, null))) {
			assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> this.codec.encode(response))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(RefusalReason.STOP_REASON));
		}
	}

	@Test
	void whatIsNotOursSaysNothing() {
		for (Payload other : List.of(Payload.text("Yes."), Payload.json("{}"), Payload.json("[\"Yes.\"]"),
				Payload.json("{\"format\":1,\"request\":\"\",\"message\":{\"type\":\"message\"}}"))) {
			assertThat(this.responses.said(other)).isEmpty();
		}
	}

	static ChatResponse response(AiMessage message, FinishReason reason, TokenUsage usage) {
		return ChatResponse.builder()
			.aiMessage(message)
			.id("msg_01")
			.modelName("claude-sonnet-4-5")
			.finishReason(reason)
			.tokenUsage(usage)
			.build();
	}

	/**
	 * Metadata of another provider.
	 */
	private static final class Speaking extends ChatResponseMetadata {

		private Speaking() {
			super(ChatResponseMetadata.builder().finishReason(FinishReason.STOP));
		}

	}

}
