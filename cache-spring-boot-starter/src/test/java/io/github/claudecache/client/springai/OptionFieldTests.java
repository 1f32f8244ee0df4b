package io.github.claudecache.client.springai;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.Metadata;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.ThinkingConfigParam;
import com.anthropic.models.messages.ThinkingConfigEnabled;
import com.anthropic.models.messages.ThinkingConfigDisabled;
import com.anthropic.models.messages.ToolChoice;
import com.anthropic.models.messages.ToolChoiceAny;
import com.anthropic.models.messages.ToolChoiceAuto;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.anthropic.AnthropicCacheOptions;
import org.springframework.ai.anthropic.AnthropicCacheStrategy;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.AnthropicCitationDocument;
import org.springframework.ai.anthropic.AnthropicServiceTier;
import org.springframework.ai.anthropic.AnthropicSkill;
import org.springframework.ai.anthropic.AnthropicSkillContainer;
import org.springframework.ai.anthropic.AnthropicWebSearchTool;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every field of the options of Spring AI's model for Claude is classified here, and
 * changed alone. A field that a newer version adds fails until somebody has said what it
 * does.
 */
@Tag("spring-ai")
class OptionFieldTests {

	private static final Map<String, Sample> FIELDS = Map.ofEntries(
			Map.entry("model", changes("claude-haiku-4-5", "claude-opus-4-5")),
			Map.entry("maxTokens", changes(100, 101)),
			Map.entry("stopSequences", changes(List.of("a", "b"), List.of("b", "a"))),
			Map.entry("temperature", changes(0.0, 0.5)), Map.entry("topP", changes(0.0, 0.5)),
			Map.entry("topK", changes(0, 1)),
			Map.entry("toolChoice",
					changes(ToolChoice.ofAuto(ToolChoiceAuto.builder().build()),
							ToolChoice.ofAny(ToolChoiceAny.builder().build()))),
			Map.entry("thinking",
					changes(ThinkingConfigParam.ofDisabled(ThinkingConfigDisabled.builder().build()),
							ThinkingConfigParam.ofEnabled(ThinkingConfigEnabled.builder().budgetTokens(2000).build()))),
			Map.entry("disableParallelToolUse", changes(true, false)),
			Map.entry("toolCallbacks", changes(List.of(tool("string")), List.of(tool("integer")))),
			Map.entry("citationDocuments",
					changes(List.of(AnthropicCitationDocument.builder().plainText("One").build()),
							List.of(AnthropicCitationDocument.builder().plainText("Two").build()))),
			Map.entry("outputConfig",
					changes(OutputConfig.builder().effort(OutputConfig.Effort.LOW).build(),
							OutputConfig.builder().effort(OutputConfig.Effort.HIGH).build())),
			Map.entry("inferenceGeo", changes("us", "global")),
			Map.entry("baseUrl", changes("https://one.example", "https://two.example")),
			Map.entry("customHeaders", changes(Map.of("x-gateway", "a"), Map.of("x-gateway", "b"))),
			Map.entry("httpHeaders", changes(Map.of("anthropic-beta", "a"), Map.of("anthropic-beta", "b"))),
			Map.entry("apiKey", changesNothing("one", "two")),
			Map.entry("timeout", changesNothing(Duration.ofSeconds(1), Duration.ofSeconds(2))),
			Map.entry("maxRetries", changesNothing(1, 2)), Map.entry("proxy", changesNothing(proxy(1), proxy(2))),
			Map.entry("toolContext", changesNothing(Map.of("who", new Object()), Map.of("who", "other"))),
			Map.entry("metadata", new Sample(Effect.NOTHING_IN_IT, user("a"), user("b"))),
			Map.entry("serviceTier", changesNothing(AnthropicServiceTier.AUTO, AnthropicServiceTier.STANDARD_ONLY)),
			Map.entry("cacheOptions",
					changesNothing(AnthropicCacheOptions.disabled(),
							AnthropicCacheOptions.builder().strategy(AnthropicCacheStrategy.SYSTEM_ONLY).build())),
			Map.entry("skillContainer", refers(skill("one"), skill("two"))),
			Map.entry("webSearchTool", refers(AnthropicWebSearchTool.builder().maxUses(1).build(),
					AnthropicWebSearchTool.builder().maxUses(2).build())));

	@Test
	void everyFieldOfTheOptionsIsClassified() {
		assertThat(Stream
			.<Class<?>>iterate(AnthropicChatOptions.class, (type) -> type != Object.class,
					(type) -> type.getSuperclass())
			.flatMap((type) -> Arrays.stream(type.getDeclaredFields()))
			.filter((field) -> !Modifier.isStatic(field.getModifiers()))
			.map(Field::getName)
			.collect(Collectors.toSet())).isEqualTo(FIELDS.keySet());
	}

	static Stream<String> names() {
		return FIELDS.keySet().stream().sorted();
	}

	@ParameterizedTest
	@MethodSource("names")
	void aFieldChangesTheKeyIfItChangesTheAnswer(String name) {
		Sample sample = FIELDS.get(name);
		ChatOptions one = with(name, sample.one());
		ChatOptions other = with(name, sample.other());
		Fingerprint base = PromptKeys.of(PromptKeys.options().build());
		switch (sample.effect()) {
			case CHANGES ->
				assertThat(new HashSet<>(List.of(PromptKeys.of(one), PromptKeys.of(other), base))).hasSize(3);
			case NOTHING -> assertThat(PromptKeys.of(one)).isEqualTo(PromptKeys.of(other)).isEqualTo(base);
			case NOTHING_IN_IT -> assertThat(PromptKeys.of(one)).isEqualTo(PromptKeys.of(other));
			case REFERS -> Stream.of(one, other)
				.forEach((options) -> assertThatExceptionOfType(UnkeyableException.class)
					.isThrownBy(() -> PromptKeys.of(options))
					.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.FACTOR_MISSING)));
		}
	}

	@Test
	void theSameOptionsHaveTheSameKey() {
		FIELDS.forEach((name, sample) -> {
			if (sample.effect() != Effect.REFERS) {
				assertThat(PromptKeys.of(with(name, sample.one()))).as(name)
					.isEqualTo(PromptKeys.of(with(name, sample.one())));
			}
		});
	}

	@Test
	void whatIsInTheMetadataBesidesTheUserChangesTheKey() {
		Metadata more = Metadata.builder().userId("a").putAdditionalProperty("later", JsonValue.from(1)).build();
		assertThat(PromptKeys.of(with("metadata", more))).isNotEqualTo(PromptKeys.of(with("metadata", user("a"))));
	}

	@Test
	void theUserIsTheOnlyFieldOfTheMetadata() {
		assertThat(Arrays.stream(Metadata.class.getDeclaredFields())
			.filter((field) -> com.anthropic.core.JsonField.class.isAssignableFrom(field.getType()))
			.map(Field::getName)).containsExactly("userId");
	}

	@Test
	void credentialsInHeadersChangeNothing() {
		Set<Fingerprint> keys = Stream
			.of(Map.<String, String>of(), Map.of("Authorization", "Bearer a"),
					Map.of("X-Api-Key", "b", "traceparent", "c"))
			.map((headers) -> PromptKeys.of((ChatOptions) PromptKeys.options().httpHeaders(headers).build()))
			.collect(Collectors.toSet());
		assertThat(keys).hasSize(1);
	}

	@Test
	void whetherSystemMessagesAreSentAsOneTextChangesTheKey() {
		AnthropicCacheOptions.Builder blocks = AnthropicCacheOptions.builder()
			.strategy(AnthropicCacheStrategy.SYSTEM_ONLY);
		assertThat(PromptKeys.of(with("cacheOptions", blocks.multiBlockSystemCaching(true).build())))
			.isNotEqualTo(PromptKeys.of(PromptKeys.options().build()));
	}

	@Test
	void theNameAndTheDescriptionOfAToolChangeTheKey() {
		Set<Fingerprint> keys = Stream.of(tool("lookup", "Finds."), tool("lookup", "Looks."), tool("find", "Finds."))
			.map((tool) -> PromptKeys.of((ChatOptions) PromptKeys.options().toolCallbacks(List.of(tool)).build()))
			.collect(Collectors.toSet());
		assertThat(keys).hasSize(3);
	}

	@Test
	void theOptionsOfAnotherModelHaveAnotherKey() {
		assertThat(PromptKeys.of(ChatOptions.builder().model("claude-sonnet-4-5").maxTokens(99).build()))
			.isNotEqualTo(PromptKeys.of(PromptKeys.options().build()));
	}

	// The options have no setters, and their builder not all fields.
	private static ChatOptions with(String name, Object value) {
		AnthropicChatOptions options = PromptKeys.options().build();
		try {
			Field field = AnthropicChatOptions.class.getDeclaredField(name);
			field.setAccessible(true);
			field.set(options, value);
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError("The field " + name + " cannot be set", ex);
		}
		return options;
	}

	private static Sample changes(Object one, Object other) {
		return new Sample(Effect.CHANGES, one, other);
	}

	private static Sample changesNothing(Object one, Object other) {
		return new Sample(Effect.NOTHING, one, other);
	}

	private static Sample refers(Object one, Object other) {
		return new Sample(Effect.REFERS, one, other);
	}

	private static Proxy proxy(int port) {
		return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", port));
	}

	private static Metadata user(String id) {
		return Metadata.builder().userId(id).build();
	}

	private static AnthropicSkillContainer skill(String id) {
		return AnthropicSkillContainer.builder().skill(AnthropicSkill.XLSX, id).build();
	}

	private static ToolCallback tool(String type) {
		return tool(ToolDefinition.builder()
			.name("lookup")
			.description("Looks up.")
			.inputSchema("{\"type\":\"" + type + "\"}")
			.build());
	}

	private static ToolCallback tool(String name, String description) {
		return tool(ToolDefinition.builder().name(name).description(description).inputSchema("{}").build());
	}

	private static ToolCallback tool(ToolDefinition definition) {
		return new ToolCallback() {

			@Override
			public ToolDefinition getToolDefinition() {
				return definition;
			}

			@Override
			public String call(String toolInput) {
				return "";
			}

		};
	}

	/**
	 * What a field does.
	 */
	private enum Effect {

		CHANGES, NOTHING, NOTHING_IN_IT, REFERS

	}

	/**
	 * Two values of a field.
	 */
	private record Sample(Effect effect, Object one, Object other) {
	}

}
