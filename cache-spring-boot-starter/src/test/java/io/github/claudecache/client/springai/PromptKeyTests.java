package io.github.claudecache.client.springai;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a prompt and its surroundings are in the key.
 */
@Tag("spring-ai")
class PromptKeyTests {

	private static final UserMessage QUESTION = new UserMessage("And for shoes?");

	@Test
	void everyPartOfAConversationChangesTheKey() {
		List<List<Message>> conversations = List.of(List.of(QUESTION),
				List.of(new SystemMessage("You are a poet."), QUESTION),
				List.of(new SystemMessage("You are a technical writer."), QUESTION),
				List.of(new SystemMessage("You are"), new SystemMessage(" a poet."), QUESTION),
				List.of(QUESTION, new SystemMessage("You are a poet.")),
				List.of(new UserMessage("You are a poet."), QUESTION),
				List.of(new AssistantMessage("You are a poet."), QUESTION),
				List.of(new UserMessage("Hello."), new AssistantMessage("You are a poet."), QUESTION),
				List.of(new AssistantMessage("You are a poet."), new UserMessage("Hello."), QUESTION),
				List.of(QUESTION, new AssistantMessage("For shoes")),
				List.of(called("{\"a\":1}"), result("One"), QUESTION),
				List.of(called("{\"a\":2}"), result("One"), QUESTION),
				List.of(called("{\"a\":1}"), result("Two"), QUESTION), List.of(called("{\"a\":1}"), result("One")));
		assertThat(conversations.stream().map(PromptKeyTests::key).collect(Collectors.toSet()))
			.hasSize(conversations.size());
	}

	@Test
	void theLastTextOfTheUserIsTheMessageAndTheRestIsTheScope() {
		SystemMessage system = new SystemMessage("Be brief.");
		assertThat(PromptKeys.scope(system, new UserMessage("One?")))
			.isEqualTo(PromptKeys.scope(system, new UserMessage("Two?")))
			.isNotEqualTo(PromptKeys.scope(new UserMessage("One?")));
		ClaudeRequest single = PromptKeys.request(prompt(system, new UserMessage("One?")));
		assertThat(single.message()).isEqualTo("One?");
		assertThat(single.history()).isEmpty();
		assertThat(single.model()).isEqualTo("claude-sonnet-4-5");
	}

	@Test
	void aConversationHasAHistorySoItIsOnlyAnsweredInItsOwnWords() {
		assertThat(
				PromptKeys.request(prompt(new UserMessage("Hello."), new AssistantMessage("Hi."), QUESTION)).history())
			.hasSize(2);
	}

	@Test
	void aPromptThatDoesNotEndWithTheUserHasNoMessage() {
		assertThat(PromptKeys.request(prompt(QUESTION, new AssistantMessage("For"))).message()).isNull();
	}

	@Test
	void whatIsKnownOfAMessageChangesTheKey() {
		UserMessage one = UserMessage.builder().text("Base?").metadata(Map.of("later", "a")).build();
		UserMessage other = UserMessage.builder().text("Base?").metadata(Map.of("later", "b")).build();
		assertThat(Set.of(PromptKeys.of(one), PromptKeys.of(other), PromptKeys.of(new UserMessage("Base?"))))
			.hasSize(3);
		assertThat(PromptKeys.of(one)).isEqualTo(PromptKeys.of(one.copy()));
	}

	@Test
	void aClassOfItsOwnIsTakenApart() {
		assertThat(PromptKeys.of(new Speaking("a"), QUESTION)).isNotEqualTo(PromptKeys.of(new Speaking("b"), QUESTION))
			.isNotEqualTo(PromptKeys.of(new AssistantMessage("Yes."), QUESTION));
		assertThat(PromptKeys.of(new Speaking("a"), QUESTION)).isEqualTo(PromptKeys.of(new Speaking("a"), QUESTION));
	}

	@Test
	void imagesAreTheirBytes() {
		Fingerprint one = PromptKeys.of(image(new byte[] { 1, 2 }));
		assertThat(PromptKeys.of(image(new byte[] { 1, 2 }))).isEqualTo(one);
		assertThat(PromptKeys.of(image(new byte[] { 1, 3 }))).isNotEqualTo(one);
		assertThat(PromptKeys.of(new UserMessage("What is it?"))).isNotEqualTo(one);
		assertThat(PromptKeys.of(with(Media.builder()
			.mimeType(MimeTypeUtils.IMAGE_GIF)
			.data(new ByteArrayResource(new byte[] { 1, 2 }))
			.build()))).isNotEqualTo(one);
	}

	@Test
	void aNameThatWasGivenChangesTheKey() {
		assertThat(PromptKeys.of(with(Media.builder()
			.mimeType(MimeTypeUtils.IMAGE_PNG)
			.data(new ByteArrayResource(new byte[] { 1, 2 }))
			.name("a")
			.build()))).isNotEqualTo(PromptKeys.of(image(new byte[] { 1, 2 })));
	}

	@Test
	void anImageInTheTextOfItsAddressIsItsBytes() {
		UserMessage inline = with(new Media(MimeTypeUtils.IMAGE_PNG, URI.create("data:image/png;base64,AQID")));
		assertThat(PromptKeys.of(inline)).isEqualTo(PromptKeys.of(inline.copy()))
			.isNotEqualTo(
					PromptKeys.of(with(new Media(MimeTypeUtils.IMAGE_PNG, URI.create("data:image/png;base64,AQIE")))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://images.example/1.png", "gs://bucket/1.png", "file-abc123" })
	void anImageElsewhereHasNoKey(String address) {
		UserMessage message = with(new Media(MimeTypeUtils.IMAGE_PNG, URI.create(address)));
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> PromptKeys.of(message))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.FACTOR_MISSING));
	}

	@Test
	void withoutOptionsThereIsNoKey() {
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> PromptKeys.of(new Prompt("Hi")))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.FACTOR_MISSING));
	}

	@Test
	void theFormatOfTheAnswerChangesTheKeyAndNothingElseOfTheContextDoes() {
		String format = ChatClientAttributes.OUTPUT_FORMAT.getKey();
		String schema = ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA.getKey();
		String ofModel = ChatClientAttributes.STRUCTURED_OUTPUT_NATIVE.getKey();
		Prompt prompt = prompt(QUESTION);
		Set<Fingerprint> keys = Stream
			.of(Map.<String, Object>of(), Map.of(format, "JSON"), Map.of(format, "XML"), Map.of(schema, "{}"),
					Map.of(schema, "{}", ofModel, true), Map.of(schema, "{}", format, "JSON"))
			.map((context) -> PromptKeys.of(prompt, context, false))
			.collect(Collectors.toSet());
		assertThat(keys).hasSize(6);
		// A stream is sent without it.
		assertThat(PromptKeys.of(prompt, Map.of(format, "JSON"), true)).isNotIn(keys);
		assertThat(PromptKeys.of(prompt, Map.of("chat_memory_conversation_id", "a", "other", new Object()), true))
			.isEqualTo(PromptKeys.of(prompt));
	}

	@Test
	void whatCannotBeTakenApartHasNoKey() {
		List<Object> cycle = new ArrayList<>();
		cycle.add(cycle);
		for (Object value : List.of(new Object() {
			private final Thread thread = Thread.currentThread();

			@Override
			public String toString() {
				return this.thread.getName();
			}
		}, (Runnable) () -> {
		}, cycle, Map.of(1, "one"))) {
			UserMessage message = UserMessage.builder().text("Base?").metadata(Map.of("value", value)).build();
			assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> PromptKeys.of(message))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.KEY_FAILED));
		}
	}

	@Test
	void theOrderOfMembersDoesNotMatter() {
		Map<String, Object> one = new HashMap<>();
		Map<String, Object> other = new HashMap<>(256);
		for (int i = 0; i < 20; i++) {
			one.put("key" + i, i);
			other.put("key" + (19 - i), 19 - i);
		}
		assertThat(PromptKeys.of(UserMessage.builder().text("Base?").metadata(one).build()))
			.isEqualTo(PromptKeys.of(UserMessage.builder().text("Base?").metadata(other).build()));
		assertThat(new HashSet<>(
				List.of(PromptKeys.of(holding(Set.of("a", "b"))), PromptKeys.of(holding(Set.of("b", "a"))))))
			.hasSize(1);
	}

	private static UserMessage holding(Object value) {
		return UserMessage.builder().text("Base?").metadata(Map.of("value", value)).build();
	}

	private static Fingerprint key(List<Message> messages) {
		return PromptKeys.of(messages.toArray(Message[]::new));
	}

	private static Prompt prompt(Message... messages) {
		return new Prompt(List.of(messages), PromptKeys.options().build());
	}

	private static AssistantMessage called(String arguments) {
		return AssistantMessage.builder()
			.content("")
			.toolCalls(List.of(new AssistantMessage.ToolCall("toolu_1", "function", "lookup", arguments)))
			.build();
	}

	private static ToolResponseMessage result(String text) {
		return ToolResponseMessage.builder()
			.responses(List.of(new ToolResponseMessage.ToolResponse("toolu_1", "lookup", text)))
			.build();
	}

	private static UserMessage image(byte[] bytes) {
		return with(new Media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(bytes)));
	}

	private static UserMessage with(Media media) {
		return UserMessage.builder().text("What is it?").media(media).build();
	}

	/**
	 * A message of a model of its own.
	 */
	private static final class Speaking extends AssistantMessage {

		private final String voice;

		Speaking(String voice) {
			super("Yes.");
			this.voice = voice;
		}

		@Override
		public String toString() {
			return this.voice;
		}

	}

}
