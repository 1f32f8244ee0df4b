package io.github.claudecache.client.springai;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.json.ResponseCodec.RefusedException;
import io.github.claudecache.json.ResponseCodec.Role;
import io.github.claudecache.reason.RefusalReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Responses of annotated methods as they are kept: what comes back is what was handed in,
 * or nothing is kept.
 */
@Tag("spring-ai")
class SpringAiResponsesTests {

	private static final ChatResponse PIECE = new ChatResponse(
			List.of(new Generation(new AssistantMessage("\u201cYes"))));

	private static final ChatResponse END = new ChatResponse(
			List.of(new Generation(AssistantMessage.builder().content(".").properties(Map.of("tone", "dry")).build(),
					ChatGenerationMetadata.builder().finishReason("end_turn").build())),
			ChatResponseMetadata.builder()
				.id("msg_1")
				.model("claude-sonnet-4-5")
				.usage(new DefaultUsage(25, 18, 43, null, 7L, null))
				.keyValue("nested", Map.of("list", List.of(1, true, "a")))
				.build());

	private static final String END_FORM = "{\"id\":\"msg_1\",\"model\":\"claude-sonnet-4-5\","
			+ "\"usage\":[25,18,43,7,null],\"metadata\":{\"nested\":{\"list\":[1,true,\"a\"]}},"
			+ "\"generations\":[{\"text\":\".\",\"properties\":{\"tone\":\"dry\"},\"finish\":\"end_turn\"}]}";

	private final SpringAiResponses responses = new SpringAiResponses();

	private final AnswerCodec<Object> one = this.responses.codec(ChatResponse.class);

	private final AnswerCodec<Object> all = this.responses
		.codec(ResolvableType.forClassWithGenerics(List.class, ChatResponse.class).getType());

	// What an older version has kept must be readable.
	@Test
	void theFormIsKnown() {
		Payload payload = this.one.encode(END);
		assertThat(payload).isEqualTo(Payload.json(END_FORM));
		ChatResponse back = (ChatResponse) this.one.decode(payload);
		assertThat(back).isNotSameAs(this.one.decode(payload));
		assertThat(ChatScenarioTests.described(List.of(back))).isEqualTo(ChatScenarioTests.described(List.of(END)));
		assertThat(back.getMetadata().<Object>get("nested")).isEqualTo(Map.of("list", List.of(1, true, "a")));
		assertThat(this.responses.draft(Role.RESPONSE, payload)).isEqualTo(
				new AnswerDraft(payload, StopReason.END_TURN, "claude-sonnet-4-5", new Usage(25, 18, 0, 7), false));
	}

	@Test
	void theFormOfAStreamIsThatOfItsChunks() {
		List<ChatResponse> chunks = List.of(PIECE, PIECE, END);
		Payload payload = Payload.json(chunks.stream()
			.map((chunk) -> this.one.encode(chunk).body())
			.collect(Collectors.joining(",", "[", "]")));
		assertThat(payload.body()).isEqualTo("[\"\u201cYes\",\"\u201cYes\"," + END_FORM + "]");
		assertThat(this.all.encode(chunks)).isEqualTo(payload);
		assertThat(ChatScenarioTests.described(read(payload))).isEqualTo(ChatScenarioTests.described(chunks));
		assertThat(this.responses.draft(Role.EVENT, payload).stopReason()).isEqualTo(StopReason.END_TURN);
		assertThat(this.responses.said(payload)).contains(Payload.text("\u201cYes\u201cYes."));
	}

	@ParameterizedTest
	@MethodSource("io.github.claudecache.client.springai.StoredChatTests#notToBeKept")
	void whatWouldNotComeBackIsNotKept(ChatResponse response) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.one.encode(response))
			.isNotInstanceOf(RefusedException.class);
		assertThatIllegalArgumentException().isThrownBy(() -> this.one.encode(new Speaking()));
	}

	@Test
	void aToolCallIsNotKept() {
		ChatResponse call = new ChatResponse(List.of(new Generation(AssistantMessage.builder()
			.content("Wait.")
			.toolCalls(List.of(new AssistantMessage.ToolCall("t", "function", "n", "{}")))
			.build())));
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> this.one.encode(call))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(RefusalReason.STOP_REASON));
	}

	@Test
	void aStreamWithoutItsEndSaysNoReason() {
		Payload payload = this.all.encode(List.of(PIECE, PIECE));
		assertThat(this.responses.draft(Role.EVENT, payload).stopReason()).isEqualTo(StopReason.ABSENT);
		assertThat(this.responses.said(payload)).isEmpty();
	}

	@Test
	void whatIsNotOursSaysNothing() {
		for (Payload other : List.of(Payload.text("Yes."), Payload.json("{}"), Payload.json("[\"Yes.\"]"),
				Payload.json("[\"\\\"generations\\\":[\"]"), Payload.json("{\"generations\":[1,2]}"),
				Payload.json("{\"generations\":["))) {
			assertThat(this.responses.said(other)).as(other.body()).isEmpty();
		}
	}

	@SuppressWarnings("unchecked")
	private List<ChatResponse> read(Payload payload) {
		return (List<ChatResponse>) this.all.decode(payload);
	}

	private static final class Speaking extends ChatResponse {

		Speaking() {
			super(END.getResults(), END.getMetadata());
		}

	}

}
