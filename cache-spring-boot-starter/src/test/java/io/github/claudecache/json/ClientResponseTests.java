package io.github.claudecache.json;

import java.util.List;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.Message;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.answer.Payload;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Why responses of client libraries are not kept as JSON like other values: they do not
 * come back.
 */
class ClientResponseTests {

	@Test
	void aMessageOfTheAnthropicSdkLosesItsText() throws Exception {
		Message message = ObjectMappers.jsonMapper().readValue("""
				{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5",\
				"content":[{"type":"text","text":"Within 30 days"}],"stop_reason":"end_turn","stop_sequence":null,\
				"usage":{"input_tokens":1,"output_tokens":2}}""", Message.class);
		assertThat(JsonMapper.builder().build().writeValueAsString(message)).doesNotContain("Within 30 days");
		assertRefused(Message.class, message);
	}

	@Test
	void aResponseOfSpringAiIsNotReadBack() {
		assertRefused(org.springframework.ai.chat.model.ChatResponse.class,
				new org.springframework.ai.chat.model.ChatResponse(
						List.of(new Generation(new AssistantMessage("Within 30 days")))));
	}

	@Test
	void aResponseOfLangChain4jIsNotReadBack() {
		assertRefused(ChatResponse.class, ChatResponse.builder().aiMessage(AiMessage.from("Within 30 days")).build());
	}

	@Test
	void piecesOfATextAreNotTakenForAnythingElse() {
		Payload pieces = Payload.json(TextPieces.mark("[\"Within \",\"30 days\"]"));
		assertThat(TextPieces.unmark(pieces)).isEqualTo("[\"Within \",\"30 days\"]");
		assertThat(TextPieces.said(pieces)).isEqualTo(Payload.text("Within 30 days"));
		for (Payload other : List.of(Payload.text(pieces.body()), Payload.json("[\"Within \"]"), Payload.json("{}"))) {
			assertThat(TextPieces.said(other)).isEqualTo(other);
			assertThatException().isThrownBy(() -> TextPieces.unmark(other));
		}
	}

	private static <T> void assertRefused(Class<T> type, T value) {
		assertThatException().isThrownBy(() -> JsonAnswerCodec.<T>of(type).encode(value));
	}

}
