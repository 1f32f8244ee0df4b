package io.github.claudecache.client.langchain4j;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicServerTool;
import dev.langchain4j.model.anthropic.AnthropicSkill;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.key.UnkeyableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a model adds to its requests is in the key, although no request shows it. Every
 * option of the model is classified here.
 */
class ModelSettingsTests {

	private static final Map<String, BiConsumer<AnthropicChatModel.AnthropicChatModelBuilder, Boolean>> IN = new TreeMap<>(
			Map.of("baseUrl", (builder, first) -> builder.baseUrl(first ? "http://a.example" : "http://b.example"),
					"version", (builder, first) -> builder.version(first ? "2023-06-01" : "2027-01-01"), "beta",
					(builder, first) -> builder.beta(first ? "a" : "b"), "thinkingDisplay",
					(builder, first) -> builder.thinkingDisplay(first ? "summarized" : "omitted"), "serverTools",
					(builder, first) -> builder.serverTools(tool(first ? "a" : "b")), "returnServerToolResults",
					(builder, first) -> builder.returnServerToolResults(first), "toolMetadataKeysToSend",
					(builder, first) -> builder.toolMetadataKeysToSend(first ? "a" : "b"), "customParameters",
					(builder, first) -> builder.customParameters(Map.of("inference_geo", first ? "us" : "eu")),
					"strictTools", (builder, first) -> builder.strictTools(first), "customHeadersSupplier",
					(builder, first) -> builder.customHeaders(Map.of("x-model", first ? "a" : "b"))));

	private static final Map<String, BiConsumer<AnthropicChatModel.AnthropicChatModelBuilder, Boolean>> OUT = new TreeMap<>(
			Map.of("apiKey", (builder, first) -> builder.apiKey(first ? "a" : "b"), "timeout",
					(builder, first) -> builder.timeout(Duration.ofSeconds(first ? 1 : 2)), "maxRetries",
					(builder, first) -> builder.maxRetries(first ? 1 : 2), "logRequests",
					(builder, first) -> builder.logRequests(first), "logResponses",
					(builder, first) -> builder.logResponses(first), "listeners",
					(builder, first) -> builder.listeners(first ? List.of() : List.of(new ChatModelListener() {
					})), "supportedCapabilities",
					(builder, first) -> builder
						.supportedCapabilities(first ? Set.of() : Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA)),
					"httpClientBuilder", (builder, first) -> builder.httpClientBuilder(new JdkHttpClientBuilder())));

	// A skill needs a container, which needs more; and a logger is never read.
	private static final Set<String> OTHERS = Set.of("skills", "logger");

	// Default parameters, which are merged into every request.
	private static final Set<String> SEEN_IN_REQUESTS = Set.of("modelName", "temperature", "topP", "topK", "maxTokens",
			"stopSequences", "responseFormat", "toolSpecifications", "toolChoice", "toolChoiceName",
			"disableParallelToolUse", "cacheSystemMessages", "cacheTools", "thinkingType", "thinkingBudgetTokens",
			"returnThinking", "sendThinking", "midConversationSystemMessages", "defaultRequestParameters", "userId",
			"returnCacheDiagnostics");

	@ParameterizedTest
	@MethodSource("builders")
	void everyOptionIsClassified(Class<?> builder, Set<String> missing) {
		Set<String> options = new TreeSet<>(missing);
		Arrays.stream(builder.getDeclaredFields()).forEach((field) -> options.add(field.getName()));
		Set<String> known = new TreeSet<>(SEEN_IN_REQUESTS);
		known.addAll(IN.keySet());
		known.addAll(OUT.keySet());
		known.addAll(OTHERS);
		assertThat(options).isEqualTo(known);
	}

	static Stream<Object[]> builders() {
		return Stream.of(new Object[] { AnthropicChatModel.AnthropicChatModelBuilder.class, Set.of() }, new Object[] {
				AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder.class, Set.of("maxRetries") });
	}

	static Set<String> in() {
		return IN.keySet();
	}

	static Set<String> out() {
		return OUT.keySet();
	}

	@ParameterizedTest
	@MethodSource("in")
	void anOptionThatNoRequestShowsIsInTheKey(String option) {
		assertThat(ChatKeys.ofModel(model(option, IN, true))).isNotEqualTo(ChatKeys.ofModel(model(option, IN, false)));
		assertThat(ChatKeys.ofModel(model(option, IN, true))).isEqualTo(ChatKeys.ofModel(model(option, IN, true)));
	}

	@ParameterizedTest
	@MethodSource("out")
	void howAModelIsReachedIsNot(String option) {
		assertThat(ChatKeys.ofModel(model(option, OUT, true))).isEqualTo(ChatKeys.ofModel(model(option, OUT, false)));
	}

	@Test
	void aSkillIsInTheKey() {
		AnthropicSkill[] skills = AnthropicSkill.values();
		assertThat(ChatKeys.ofModel(base().skills(skills[0]).build()))
			.isNotEqualTo(ChatKeys.ofModel(base().skills(skills[1]).build()))
			.isNotEqualTo(ChatKeys.ofModel(base().build()));
	}

	@Test
	void aStreamingModelWithTheSameOptionsHasTheSameSettings() {
		AnthropicChatModel plain = base().beta("b")
			.customHeaders(Map.of("x", "y"))
			.serverTools(tool("a"))
			.maxRetries(3)
			.build();
		AnthropicStreamingChatModel streaming = AnthropicStreamingChatModel.builder()
			.apiKey("other")
			.beta("b")
			.customHeaders(Map.of("x", "y"))
			.serverTools(tool("a"))
			.build();
		assertThat(ChatKeys.ofModel(streaming)).isEqualTo(ChatKeys.ofModel(plain));
		assertThat(ChatKeys.ofModel(AnthropicStreamingChatModel.builder().apiKey("k").beta("c").build()))
			.isNotEqualTo(ChatKeys.ofModel(plain));
	}

	@Test
	void whatASupplierWillGiveCannotBeRead() {
		Supplier<Map<String, String>> headers = () -> Map.of("anthropic-beta", "a");
		assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> ChatKeys.ofModel(base().customHeaders(headers).build()));
		assertThat(new ModelSettings(base().customHeaders(headers).build(), "declared").value()).isNotNull();
	}

	@Test
	void aModelThatIsALambdaOrHoldsOneCannotBeRead() {
		Supplier<String> text = () -> "Hm.";
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> ChatKeys.ofModel(new Fixed(text)));
		assertThat(ChatKeys.ofModel(new Fixed("a"))).isNotEqualTo(ChatKeys.ofModel(new Fixed("b")))
			.isEqualTo(ChatKeys.ofModel(new Fixed("a")));
	}

	@Test
	void aHeaderWithCredentialsIsNotInTheKey() {
		assertThat(ChatKeys.ofModel(base().customHeaders(Map.of("x", "y", "Authorization", "Bearer a")).build()))
			.isEqualTo(ChatKeys.ofModel(base().customHeaders(Map.of("x", "y", "Authorization", "Bearer b")).build()))
			.isNotEqualTo(ChatKeys.ofModel(base().customHeaders(Map.of("x", "z")).build()));
	}

	@Test
	void aModelThatHoldsAnotherHasItsSettings() {
		CachedModels models = new CachedModels(() -> {
			throw new IllegalStateException();
		}, ChatFixture::oneTenant, null, 1);
		ChatModel one = models.cached(base().beta("a").build());
		ChatModel other = models.cached(base().beta("b").build());
		ChatModel proxy = (ChatModel) new ProxyFactory(base().beta("a").build()).getProxy();
		assertThat(ChatKeys.ofModel(new Fixed(one))).isNotEqualTo(ChatKeys.ofModel(new Fixed(other)))
			.isEqualTo(ChatKeys.ofModel(new Fixed(proxy)))
			.isEqualTo(ChatKeys.ofModel(new Fixed(base().beta("a").build())));
	}

	private static ChatModel model(String option,
			Map<String, BiConsumer<AnthropicChatModel.AnthropicChatModelBuilder, Boolean>> options, boolean first) {
		AnthropicChatModel.AnthropicChatModelBuilder builder = base();
		options.get(option).accept(builder, first);
		return builder.build();
	}

	private static AnthropicChatModel.AnthropicChatModelBuilder base() {
		return AnthropicChatModel.builder().apiKey("k").modelName("m");
	}

	private static AnthropicServerTool tool(String name) {
		return AnthropicServerTool.builder().type("web_search_20250305").name(name).build();
	}

	/**
	 * A model of an application.
	 */
	private record Fixed(Object held) implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest chatRequest) {
			throw new UnsupportedOperationException();
		}

	}

}
