package io.github.claudecache.client.langchain4j;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Semantic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every field of a request is classified here, and changed alone. A field that a newer
 * LangChain4j adds fails until somebody has said what it does.
 */
class ChatFieldTests {

	private static final Map<String, Sample> PARAMETERS = new TreeMap<>(Map.ofEntries(
			Map.entry("modelName", changes((builder, first) -> builder.modelName(first ? "a" : "b"))),
			Map.entry("temperature", changes((builder, first) -> builder.temperature(first ? 0.0 : 0.5))),
			Map.entry("topP", changes((builder, first) -> builder.topP(first ? 0.1 : 0.5))),
			Map.entry("topK", changes((builder, first) -> builder.topK(first ? 0 : 5))),
			Map.entry("frequencyPenalty", changes((builder, first) -> builder.frequencyPenalty(first ? 0.1 : 0.5))),
			Map.entry("presencePenalty", changes((builder, first) -> builder.presencePenalty(first ? 0.1 : 0.5))),
			Map.entry("maxOutputTokens", changes((builder, first) -> builder.maxOutputTokens(first ? 10 : 11))),
			Map.entry("stopSequences",
					changes((builder, first) -> builder.stopSequences(first ? List.of("a", "b") : List.of("b", "a")))),
			Map.entry("toolSpecifications",
					changes((builder, first) -> builder.toolSpecifications(first ? tool("a") : tool("b")))),
			Map.entry("toolChoice",
					changes((builder, first) -> builder.toolChoice(first ? ToolChoice.AUTO : ToolChoice.REQUIRED))),
			Map.entry("responseFormat",
					changes((builder, first) -> builder.responseFormat(first ? format("a") : format("b")))),
			Map.entry("thinkingType",
					changes((builder, first) -> builder.thinkingType(first ? "enabled" : "adaptive"))),
			Map.entry("thinkingBudgetTokens",
					changes((builder, first) -> builder.thinkingBudgetTokens(first ? 1024 : 2048))),
			Map.entry("sendThinking", changes((builder, first) -> builder.sendThinking(first))),
			Map.entry("midConversationSystemMessages",
					changes((builder, first) -> builder.midConversationSystemMessages(first))),
			Map.entry("returnThinking", changes((builder, first) -> builder.returnThinking(first))),
			Map.entry("toolChoiceName", changes((builder, first) -> builder.toolChoiceName(first ? "a" : "b"))),
			Map.entry("disableParallelToolUse", changes((builder, first) -> builder.disableParallelToolUse(first))),
			Map.entry("cacheSystemMessages", nothing((builder, first) -> builder.cacheSystemMessages(first))),
			Map.entry("cacheTools", nothing((builder, first) -> builder.cacheTools(first))),
			Map.entry("userId", nothing((builder, first) -> builder.userId(first ? "a" : "b"))),
			Map.entry("returnCacheDiagnostics", nothing((builder, first) -> builder.returnCacheDiagnostics(first))),
			Map.entry("previousMessageId", nothing((builder, first) -> builder.previousMessageId(first ? "a" : "b")))));

	@Test
	void everyParameterIsClassified() {
		Set<String> fields = fields(DefaultChatRequestParameters.class);
		fields.addAll(fields(AnthropicChatRequestParameters.class));
		assertThat(fields).isEqualTo(PARAMETERS.keySet());
		assertThat(fields(ChatRequest.class)).containsExactly("messages", "parameters");
	}

	static Stream<String> parameters() {
		return PARAMETERS.keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("parameters")
	void aParameterChangesTheKeyIfItChangesTheAnswer(String name) {
		Sample sample = PARAMETERS.get(name);
		Fingerprint one = ChatKeys.of(with((builder) -> sample.set().accept(builder, true)));
		Fingerprint other = ChatKeys.of(with((builder) -> sample.set().accept(builder, false)));
		Fingerprint without = ChatKeys.of(with(null));
		if (sample.changes()) {
			assertThat(List.of(one, other, without)).doesNotHaveDuplicates();
		}
		else {
			assertThat(one).isEqualTo(other).isEqualTo(without);
		}
	}

	@Test
	void everyFieldOfAMessageIsKnown() {
		assertThat(fields(UserMessage.class)).containsExactly("attributes", "contents", "name");
		assertThat(fields(SystemMessage.class)).containsExactly("text");
		assertThat(fields(AiMessage.class)).containsExactly("attributes", "text", "thinking", "toolExecutionRequests");
		assertThat(fields(ToolExecutionResultMessage.class)).containsExactly("attributes", "contents", "id", "isError",
				"toolName");
		assertThat(fields(ImageContent.class)).containsExactly("detailLevel", "image");
		assertThat(fields(ToolSpecification.class)).containsExactly("description", "metadata", "name", "parameters",
				"strict");
	}

	static List<List<ChatMessage>> conversations() {
		UserMessage user = UserMessage.from("Hi?");
		return List.of(List.of(user), List.of(SystemMessage.from("Be brief."), user),
				List.of(SystemMessage.from("Be brief."), SystemMessage.from("Be kind."), user),
				List.of(SystemMessage.from("Be kind."), SystemMessage.from("Be brief."), user),
				List.of(user, SystemMessage.from("Be brief.")), List.of(SystemMessage.from("Be brief.Hi?")),
				List.of(UserMessage.from("Hello."), AiMessage.from("Hello!"), user),
				List.of(UserMessage.from("Hello."), AiMessage.from("Hullo!"), user), List.of(user, user),
				List.of(UserMessage.from("Anna", "Hi?")),
				List.of(UserMessage.builder().addContent(TextContent.from("Hi?")).attributes(Map.of("a", 1)).build()),
				List.of(UserMessage.from(TextContent.from("Hi?"), TextContent.from("Hi?"))),
				List.of(UserMessage.from(TextContent.from("Look."), TextContent.from("Hi?"))),
				List.of(UserMessage.from(TextContent.from("Hi?"), ImageContent.from("QQ==", "image/png"))),
				List.of(UserMessage.from(ImageContent.from("QQ==", "image/png"), TextContent.from("Hi?"))),
				List.of(UserMessage.from(ImageContent.from("QUE=", "image/png"), TextContent.from("Hi?"))),
				List.of(UserMessage.from(ImageContent.from("QQ==", "image/gif"), TextContent.from("Hi?"))),
				List.of(UserMessage.from(ImageContent.from("QQ==", "image/png", ImageContent.DetailLevel.HIGH),
						TextContent.from("Hi?"))),
				List.of(UserMessage.from(PdfFileContent.from("QQ==", "application/pdf"), TextContent.from("Hi?"))),
				List.of(user, AiMessage.from(call("1", "{}")), ToolExecutionResultMessage.from("1", "lookup", "x")),
				List.of(user, AiMessage.from(call("1", "{\"a\":1}")),
						ToolExecutionResultMessage.from("1", "lookup", "x")),
				List.of(user, AiMessage.from(call("1", "{}")), ToolExecutionResultMessage.from("1", "lookup", "y")),
				List.of(user, AiMessage.builder().text("Hm.").thinking("So.").build(), user), List.of(user,
						AiMessage.builder().text("Hm.").attributes(Map.of("thinking_signature", "s")).build(), user),
				List.of(user, AiMessage.from("Hm."), user));
	}

	@Test
	void everyConversationHasItsOwnKey() {
		assertThat(conversations().stream().map(ChatFieldTests::request).map(ChatKeys::of)).doesNotHaveDuplicates();
	}

	@Test
	void theLastTextOfTheUserIsTheMessageAndTheRestIsTheScope() {
		ChatRequest one = request(List.of(SystemMessage.from("Be brief."), UserMessage.from("Hi?")));
		ChatRequest other = request(List.of(SystemMessage.from("Be brief."), UserMessage.from("Hello?")));
		ChatRequest image = request(
				List.of(UserMessage.from(ImageContent.from("QQ==", "image/png"), TextContent.from("Hi?"))));
		assertThat(ChatKeys.scope(one)).isEqualTo(ChatKeys.scope(other));
		assertThat(ChatKeys.scope(one)).isNotEqualTo(ChatKeys.scope(image));
		assertThat(ChatKeys.request(one, FactorValue.of("s"))).satisfies((request) -> {
			assertThat(request.message()).isEqualTo("Hi?");
			assertThat(request.history()).isEmpty();
		});
		assertThat(ChatKeys.request(request(conversations().get(6)), FactorValue.of("s")).history()).hasSize(2);
	}

	static List<Content> references() {
		URI uri = URI.create("https://example.com/a");
		return List.of(ImageContent.from(uri), PdfFileContent.from(uri),
				AudioContent.from(Audio.builder().url(uri).build()), VideoContent.from(uri));
	}

	@ParameterizedTest
	@MethodSource("references")
	void contentElsewhereHasNoKey(Content content) {
		for (List<ChatMessage> messages : List.<List<ChatMessage>>of(
				List.of(UserMessage.from(content, TextContent.from("Hi?"))),
				List.of(UserMessage.from(content), AiMessage.from("Yes."), UserMessage.from("Hi?")))) {
			assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> ChatKeys.of(request(messages)))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.FACTOR_MISSING));
		}
	}

	@Test
	void whatTheCacheIsConfiguredWithDoesNotStandInForWhatIsNotSent() {
		CacheDefinition definition = new CacheDefinition("faq", "reference", CacheMode.SERVE, null, "m",
				FactorValue.of("Be brief."), List.of(), Semantic.OFF);
		ChatRequest without = request(List.of(UserMessage.from("Hi?")));
		ChatRequest with = request(List.of(SystemMessage.from("Be brief."), UserMessage.from("Hi?")));
		assertThat(ChatKeys.of(without, definition)).isNotEqualTo(ChatKeys.of(with, definition));
	}

	private static ChatRequest request(List<ChatMessage> messages) {
		return ChatRequest.builder().messages(messages).build();
	}

	private static ChatRequest with(Consumer<AnthropicChatRequestParameters.Builder> change) {
		AnthropicChatRequestParameters.Builder builder = AnthropicChatRequestParameters.builder();
		if (change != null) {
			change.accept(builder);
		}
		return ChatRequest.builder().messages(UserMessage.from("Hi?")).parameters(builder.build()).build();
	}

	private static Set<String> fields(Class<?> type) {
		Set<String> fields = new TreeSet<>();
		Arrays.stream(type.getDeclaredFields())
			.filter((field) -> !Modifier.isStatic(field.getModifiers()))
			.map(Field::getName)
			.forEach(fields::add);
		return fields;
	}

	private static ToolExecutionRequest call(String id, String arguments) {
		return ToolExecutionRequest.builder().id(id).name("lookup").arguments(arguments).build();
	}

	private static ToolSpecification tool(String property) {
		return ToolSpecification.builder()
			.name("lookup")
			.parameters(JsonObjectSchema.builder().addStringProperty(property).build())
			.build();
	}

	private static ResponseFormat format(String property) {
		return ResponseFormat.builder()
			.type(ResponseFormatType.JSON)
			.jsonSchema(JsonSchema.builder()
				.name("Answer")
				.rootElement(JsonObjectSchema.builder().addIntegerProperty(property).build())
				.build())
			.build();
	}

	private static Sample changes(BiConsumer<AnthropicChatRequestParameters.Builder, Boolean> set) {
		return new Sample(true, set);
	}

	private static Sample nothing(BiConsumer<AnthropicChatRequestParameters.Builder, Boolean> set) {
		return new Sample(false, set);
	}

	/**
	 * Two values of a parameter.
	 */
	private record Sample(boolean changes, BiConsumer<AnthropicChatRequestParameters.Builder, Boolean> set) {
	}

}
