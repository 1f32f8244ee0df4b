package io.github.claudecache.client.anthropic;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.anthropic.core.JsonField;
import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Metadata;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every field of the SDK's request is classified here, and changed alone. A field that a
 * newer SDK adds fails until somebody has said what it does.
 */
class RequestFieldTests {

	private static final Map<String, Sample> FIELDS = Map.ofEntries(Map.entry("maxTokens", changes(100, 101)),
			Map.entry("messages", changes(user("One?"), user("Two?"))),
			Map.entry("model", changes("claude-sonnet-4-5", "claude-opus-4-5")),
			Map.entry("inferenceGeo", changes("us", "global")),
			Map.entry("outputConfig", changes(Map.of("effort", "low"), Map.of("effort", "high"))),
			Map.entry("stopSequences", changes(List.of("a", "b"), List.of("b", "a"))),
			Map.entry("system", changes("Be brief.", List.of(Map.of("type", "text", "text", "Be brief.")))),
			Map.entry("thinking",
					changes(Map.of("type", "disabled"), Map.of("type", "enabled", "budget_tokens", 2000))),
			Map.entry("toolChoice", changes(Map.of("type", "auto"), Map.of("type", "any"))),
			Map.entry("tools", changes(List.of(tool("string")), List.of(tool("integer")))),
			Map.entry("cacheControl",
					changesNothing(Map.of("type", "ephemeral"), Map.of("type", "ephemeral", "ttl", "1h"))),
			Map.entry("diagnostics",
					changesNothing(Map.of("previous_message_id", "a"), Map.of("previous_message_id", "b"))),
			Map.entry("metadata", changesNothing(Map.of("user_id", "a"), Map.of("user_id", "b"))),
			Map.entry("serviceTier", changesNothing("auto", "standard_only")),
			Map.entry("speed", changesNothing("standard", "fast")),
			Map.entry("container", refers("container_1", Map.of("id", "container_2"))));

	@Test
	void everyFieldOfTheSdkIsClassified() {
		assertThat(fields(MessageCreateParams.Body.class)).isEqualTo(FIELDS.keySet());
	}

	@Test
	void whatTheSdkSendsBesidesTheBodyIsKnown() {
		assertThat(Arrays.stream(MessageCreateParams.class.getDeclaredFields())
			.filter((field) -> !Modifier.isStatic(field.getModifiers()))
			.map(Field::getName)).as("Beside the body there are headers and query parameters, which are all in the key")
			.containsExactlyInAnyOrder("userProfileId", "workspaceId", "body", "additionalHeaders",
					"additionalQueryParams");
	}

	@Test
	void metadataHasNothingButTheUser() {
		assertThat(fields(Metadata.class)).containsExactly("userId");
	}

	static Stream<String> names() {
		return FIELDS.keySet().stream().sorted();
	}

	@ParameterizedTest
	@MethodSource("names")
	void aFieldChangesTheKeyIfItChangesTheAnswer(String name) {
		Sample sample = FIELDS.get(name);
		MessageCreateParams.Body one = with(name, sample.one());
		MessageCreateParams.Body other = with(name, sample.other());
		switch (sample.effect()) {
			case CHANGES -> {
				Set<Fingerprint> keys = new HashSet<>(List.of(Keys.of(one), Keys.of(other)));
				if (!Set.of("messages", "model").contains(name)) {
					keys.add(Keys.of(base()));
					assertThat(keys).hasSize(3);
				}
				assertThat(keys).hasSizeGreaterThanOrEqualTo(2);
			}
			case NOTHING -> assertThat(Keys.of(one)).isEqualTo(Keys.of(other)).isEqualTo(Keys.of(base()));
			case REFERS -> Stream.of(one, other)
				.forEach((body) -> assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> Keys.of(body))
					.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.FACTOR_MISSING)));
		}
	}

	@Test
	void whatTheSdkDoesNotKnowChangesTheKey() {
		Set<Fingerprint> keys = Stream
			.of(Map.<String, JsonValue>of(), Map.of("temperature", JsonValue.from(0)),
					Map.of("temperature", JsonValue.from(0.5)), Map.of("top_k", JsonValue.from(0)),
					Map.of("later", JsonValue.from(List.of())), Map.of("later", JsonValue.from(null)))
			.map((additional) -> Keys.of(base().toBuilder().putAllAdditionalProperties(additional).build()))
			.collect(Collectors.toSet());
		assertThat(keys).hasSize(6);
	}

	@Test
	void whetherTheAnswerIsStreamedChangesNothing() {
		assertThat(Keys.of(base().toBuilder().putAdditionalProperty("stream", JsonValue.from(true)).build()))
			.isEqualTo(Keys.of(base()));
	}

	private static MessageCreateParams.Body base() {
		return MessageCreateParams.Body.builder()
			.model("claude-haiku-4-5")
			.maxTokens(99)
			.addUserMessage("Base?")
			.build();
	}

	private static MessageCreateParams.Body with(String field, Object value) {
		MessageCreateParams.Body.Builder builder = base().toBuilder();
		try {
			MessageCreateParams.Body.Builder.class.getMethod(field, JsonField.class)
				.invoke(builder, JsonValue.from(value));
		}
		catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException ex) {
			throw new AssertionError("The field " + field + " cannot be set", ex);
		}
		return builder.build();
	}

	private static Set<String> fields(Class<?> type) {
		return Arrays.stream(type.getDeclaredFields())
			.filter((field) -> JsonField.class.isAssignableFrom(field.getType()))
			.map(Field::getName)
			.collect(Collectors.toSet());
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

	private static List<Object> user(String text) {
		return List.of(Map.of("role", "user", "content", text));
	}

	private static Map<String, Object> tool(String type) {
		return Map.of("name", "lookup", "input_schema", Map.of("type", type));
	}

	/**
	 * What a field does.
	 */
	private enum Effect {

		CHANGES, NOTHING, REFERS

	}

	/**
	 * Two values of a field.
	 */
	private record Sample(Effect effect, Object one, Object other) {
	}

}
