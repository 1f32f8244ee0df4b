package io.github.claudecache.client.langchain4j;

import java.util.List;
import java.util.Map;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.request.FactorValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is kept outlives the process that kept it.
 */
class StoredChatTests {

	private static final String GOLDEN = "{\"format\":1,\"request\":\"\",\"text\":\"30 days.\",\"thinking\":null,"
			+ "\"metadata\":\"anthropic\",\"id\":\"msg_01\",\"model\":\"claude-sonnet-4-5\",\"finish\":\"STOP\","
			+ "\"usage\":{\"kind\":\"anthropic\",\"input\":25,\"output\":18,\"total\":43,\"cacheCreation\":0,\"cacheRead\":7}}";

	// If this changes, so must the format, or older entries are read as something else.
	@Test
	void theFormIsTheOneOfOlderEntries() {
		StoredChat stored = new StoredChat("", anthropic(AiMessage.from("30 days.")), Piece.of(null, "30 days."));
		assertThat(stored.encode()).isEqualTo(Payload.json(GOLDEN));
		assertThat(StoredChat.decode(Payload.json(GOLDEN))).isEqualTo(stored);
	}

	// If this changes, so must the answer's type in the key, or older entries are found
	// for other requests.
	@Test
	void theKeyIsTheOneOfOlderEntries() {
		ChatRequest request = ChatRequest.builder()
			.messages(UserMessage.from("Hi?"))
			.modelName("claude-sonnet-4-5")
			.temperature(0.5)
			.build();
		assertThat(ChatKeys.request(request, FactorValue.of("s"))).satisfies((key) -> {
			assertThat(key.answerType()).isEqualTo("langchain4j/chat-response/1");
			assertThat(key.model()).isEqualTo("claude-sonnet-4-5");
			assertThat(key.message()).isEqualTo("Hi?");
			assertThat(key.factors().keySet()).containsExactly("absent", "around the message", "model settings",
					"parameters.stopSequences", "parameters.temperature");
		});
		assertThat(ChatKeys.of(request).value())
			.isEqualTo("2ddb27ef7669c8163121adf7a2df0fbc688d05d5f4c37f5fde4a75e21f082e14");
	}

	static List<StoredChat> answers() {
		AiMessage thinking = AiMessage.builder()
			.text("So: \u201cyes\u201d.\n")
			.thinking("Hm.")
			.attributes(Map.of("thinking_signature", "s", "redacted_thinking", List.of("a", "b")))
			.build();
		return List.of(
				new StoredChat("", anthropic(AiMessage.from("One.\nTwo.")),
						List.of(new Piece(Piece.Kind.TEXT, "One.Two."))),
				new StoredChat("0".repeat(64), anthropic(thinking),
						List.of(new Piece(Piece.Kind.TEXT, "So"), new Piece(Piece.Kind.THINKING, "Hm."),
								new Piece(Piece.Kind.TEXT, ": \u201cyes\u201d.\n"))),
				new StoredChat("", plain(new TokenUsage(1, 2, 4)), Piece.of(null, "Hm.")),
				new StoredChat("", plain(new TokenUsage(null, 2, null)), Piece.of(null, "Hm.")),
				new StoredChat("", plain(null), Piece.of(null, "Hm.")));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void whatIsKeptReadsBackAsItWas(StoredChat answer) {
		assertThat(StoredChat.decode(answer.encode())).isEqualTo(answer);
	}

	private static ChatResponse anthropic(AiMessage message) {
		return ChatResponse.builder()
			.aiMessage(message)
			.metadata(AnthropicChatResponseMetadata.builder()
				.id("msg_01")
				.modelName("claude-sonnet-4-5")
				.finishReason(FinishReason.STOP)
				.tokenUsage(AnthropicTokenUsage.builder()
					.inputTokenCount(25)
					.outputTokenCount(18)
					.cacheCreationInputTokens(0)
					.cacheReadInputTokens(7)
					.build())
				.build())
			.build();
	}

	private static ChatResponse plain(TokenUsage usage) {
		return ChatResponse.builder()
			.aiMessage(AiMessage.from("Hm."))
			.metadata(ChatResponseMetadata.builder().finishReason(FinishReason.STOP).tokenUsage(usage).build())
			.build();
	}

}
