package io.github.claudecache.client.springai;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.claudecache.answer.Payload;
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
import org.springframework.ai.content.Media;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Answers as they are kept: what comes back is what was handed in, or nothing is kept.
 */
@Tag("spring-ai")
class StoredChatTests {

	private static final ChatResponse WHOLE = new ChatResponse(
			List.of(new Generation(AssistantMessage.builder().content("Yes.").properties(Map.of("tone", "dry")).build(),
					ChatGenerationMetadata.builder()
						.finishReason("end_turn")
						.contentFilter("mild")
						.metadata("score", 0.5)
						.build())),
			ChatResponseMetadata.builder()
				.id("msg_1")
				.model("claude-sonnet-4-5")
				.usage(new DefaultUsage(25, 18, 43, null, 7L, null))
				.keyValue("nested", Map.of("list", List.of(1, true, "a")))
				.build());

	private static final ChatResponse CHUNK = new ChatResponse(
			List.of(new Generation(new AssistantMessage("\u201cYes\n"))));

	// What an older version has kept must be readable, or have another format.
	@Test
	void theFormIsKnown() {
		assertThat(new StoredChat(true, List.of(CHUNK, WHOLE)).encode().body()).isEqualTo("""
				{"format":1,"streamed":true,"responses":["\u201cYes\\n",{"id":"msg_1","model":"claude-sonnet-4-5",\
				"usage":[25,18,43,7,null],"metadata":{"nested":{"list":[1,true,"a"]}},"generations":[{"text":"Yes.",\
				"properties":{"tone":"dry"},"finish":"end_turn","filters":["mild"],"metadata":{"score":0.5}}]}]}""");
	}

	@Test
	void whatWasHandedInComesBack() {
		StoredChat stored = StoredChat.decode(new StoredChat(false, List.of(WHOLE)).encode());
		ChatResponse back = stored.asCall();
		assertThat(back.getResults()).isEqualTo(WHOLE.getResults());
		assertThat(back.getMetadata().getUsage()).isEqualTo(WHOLE.getMetadata().getUsage());
		assertThat(back.getMetadata().<Object>get("nested")).isEqualTo(Map.of("list", List.of(1, true, "a")));
		assertThat(stored.asStream()).containsExactly(back);
	}

	@Test
	void aChunkWithoutMetadataHasNoneAgain() {
		StoredChat stored = StoredChat.decode(new StoredChat(true, List.of(CHUNK)).encode());
		// Spring AI looks for this very object.
		assertThat(stored.asStream().get(0).getResult().getMetadata()).isSameAs(ChatGenerationMetadata.NULL);
	}

	static Stream<ChatResponse> notToBeKept() {
		AssistantMessage.Builder<?> message = AssistantMessage.builder().content("Yes.");
		return Stream.of(with(Map.of("key", new Object())), with(Map.of("key", 5L)), with(Map.of("key", 1.5f)),
				with(Map.of("key", Double.NaN)), with(Map.of("key", List.of(new StringBuilder("a")))),
				answer(message.properties(Map.of("key", new Object())).build()), answer(new Speaking()),
				answer(message.properties(Map.of("signature", "c2ln")).build()),
				answer(message.properties(Map.of("thinking", true)).build()),
				answer(message.properties(Map.of("data", "cmVk")).build()),
				answer(AssistantMessage.builder()
					.content("")
					.media(List.of(Media.builder()
						.mimeType(MimeTypeUtils.IMAGE_PNG)
						.data(new ByteArrayResource(new byte[] { 1 }))
						.build()))
					.build()));
	}

	@ParameterizedTest
	@MethodSource("notToBeKept")
	void whatWouldNotComeBackIsNotKept(ChatResponse response) {
		assertThatIllegalArgumentException().isThrownBy(() -> new StoredChat(false, List.of(WHOLE, response)).encode());
	}

	@Test
	void severalAnswersInOneStreamAreNotKept() {
		ChatResponse two = new ChatResponse(List.of(CHUNK.getResult(), CHUNK.getResult()));
		assertThat(new StoredChat(false, List.of(two)).encode()).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> new StoredChat(true, List.of(two)).encode());
	}

	@Test
	void whatIsNotOursIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> StoredChat.decode(Payload.text("Yes.")));
	}

	private static ChatResponse with(Map<String, Object> metadata) {
		return new ChatResponse(WHOLE.getResults(), ChatResponseMetadata.builder().metadata(metadata).build());
	}

	private static ChatResponse answer(AssistantMessage message) {
		return new ChatResponse(List.of(new Generation(message)));
	}

	private static final class Speaking extends AssistantMessage {

		Speaking() {
			super("Yes.");
		}

	}

}
