package io.github.claudecache.client.anthropic;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.anthropic.core.http.HttpRequest;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.request.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What of a literal request is in its key.
 */
class RequestKeyTests {

	private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

	private static final String TEXT = "{\"type\":\"text\",\"text\":\"Hi?\"}";

	@Test
	void theOrderOfMembersAndSpacesDoNotMatter() {
		assertThat(Keys.of("{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi?\"}]}"))
			.isEqualTo(Keys
				.of("{ \"messages\" : [{\"content\":\"Hi?\",\"role\":\"user\"}], \"max_tokens\":1,\"model\":\"m\"}"));
	}

	@Test
	void thePartsGoWhereTheCacheExpectsThem() {
		ClaudeRequest request = request("""
				{"model":"m","max_tokens":1,"system":[{"type":"text","text":"Be brief."}],"tools":[{"name":"t"}],
				"messages":[{"role":"user","content":"One?"},{"role":"assistant","content":"1"},
				{"role":"user","content":[{"type":"text","text":"Context"},{"type":"text","text":"Two?"}]}]}""");
		assertThat(request.model()).isEqualTo("m");
		assertThat(request.message()).isEqualTo("Two?");
		assertThat(request.history()).containsExactly(Turn.user("One?"), Turn.assistant("1"));
		assertThat(request.tools()).singleElement().satisfies((tool) -> assertThat(tool.name()).isEqualTo("t"));
		assertThat(request.system()).isInstanceOf(FactorValue.Ordered.class);
		assertThat(request.factors()).containsKeys("body.max_tokens", "endpoint", "header.anthropic-version");
	}

	@Test
	void theScopeIsAllButTheLastText() {
		String body = body("[" + TEXT + "]");
		assertThat(Keys.scope(body)).isEqualTo(Keys.scope(body.replace("Hi?", "Ho?")));
		assertThat(Keys.of(body)).isNotEqualTo(Keys.of(body.replace("Hi?", "Ho?")));
	}

	@Test
	void aRequestThatEndsWithTheAssistantHasNoMessage() {
		ClaudeRequest request = request("""
				{"model":"m","messages":[{"role":"user","content":"One?"},{"role":"assistant","content":"The"}]}""");
		assertThat(request.message()).isNull();
		assertThat(request.history()).hasSize(2);
	}

	@Test
	void whereTheTextsOfAMessageAreMatters() {
		List<String> contents = List.of("\"Hi?\"", "[" + TEXT + "]", "[" + TEXT + "," + TEXT + "]",
				"[{\"type\":\"text\",\"text\":\"A\"}," + TEXT + "]",
				"[{\"type\":\"text\",\"text\":\"B\"}," + TEXT + "]",
				"[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"QQ==\"}},"
						+ TEXT + "]",
				"[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"Qg==\"}},"
						+ TEXT + "]",
				"[" + TEXT
						+ ",{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"Qg==\"}}]",
				"[{\"type\":\"text\",\"text\":\"Hi?\",\"later\":1}]");
		assertThat(contents.stream().map((content) -> Keys.of(body(content))).distinct()).hasSize(contents.size());
	}

	@Test
	void theMarksOfThePromptCacheAreLeftOutWhereverTheyMayBe() {
		List<UnaryOperator<String>> marks = List.of(
				(mark) -> body("[{\"type\":\"text\",\"text\":\"Hi?\"" + mark + "}]"),
				(mark) -> body("[{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":"
						+ "[{\"type\":\"text\",\"text\":\"A\"" + mark + "}]}" + mark + "}," + TEXT + "]"),
				(mark) -> body("[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":"
						+ "[{\"type\":\"text\",\"text\":\"A\"" + mark + "}]" + mark + "}," + TEXT + "]"),
				(mark) -> body("\"Hi?\"").replace("{\"model\"",
						"{\"system\":[{\"type\":\"text\",\"text\":\"A\"" + mark + "}],\"model\""),
				(mark) -> body("\"Hi?\"").replace("{\"model\"",
						"{\"tools\":[{\"name\":\"t\",\"input_schema\":{}" + mark + "}],\"model\""));
		assertThat(marks)
			.allSatisfy((marked) -> assertThat(Keys.of(marked.apply(MARK))).isEqualTo(Keys.of(marked.apply(""))));
	}

	@Test
	void whatOnlyLooksLikeAMarkIsKept() {
		List<UnaryOperator<String>> data = List.of(
				(mark) -> body("\"Hi?\"").replace("{\"model\"",
						"{\"tools\":[{\"name\":\"t\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{}"
								+ mark + "}}}],\"model\""),
				(mark) -> body("\"Hi?\"").replace("{\"role\"",
						"{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"t\",\"input\":{\"a\":1"
								+ mark + "}}]},{\"role\""));
		assertThat(data)
			.allSatisfy((marked) -> assertThat(Keys.of(marked.apply(MARK))).isNotEqualTo(Keys.of(marked.apply(""))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a/b.png\"}}",
			"{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"file_1\"}}",
			"{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"https://a/b.pdf\"}}",
			"{\"type\":\"container_upload\",\"file_id\":\"file_1\"}",
			"{\"type\":\"document\",\"source\":{\"type\":\"a_new_source\"}}",
			"{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"image\",\"source\":"
					+ "{\"type\":\"url\",\"url\":\"https://a/b.png\"}}]}" })
	void whatIsElsewhereHasNoKey(String block) {
		assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> Keys.of(body("[" + block + "," + TEXT + "]")));
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> Keys
			.of(body("\"Hi?\"").replace("{\"role\"", "{\"role\":\"user\",\"content\":[" + block + "]},{\"role\"")));
	}

	@Test
	void toolsOfAServerElsewhereHaveNoKey() {
		assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> Keys.of(body("\"Hi?\"").replace("{\"model\"",
					"{\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://a\",\"name\":\"a\"}],\"model\"")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{}", "{\"messages\":1}", "{\"messages\":[1]}",
			"{\"messages\":[{\"content\":\"a\"}]}", "{\"messages\":[],\"model\":1}", "{\"messages\":[],\"tools\":{}}" })
	void whatIsNoRequestHasNoKey(String body) {
		assertThatExceptionOfType(UnkeyableException.class).isThrownBy(() -> Keys.of(body));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"a\":1", "{\"a\":1,\"a\":2}", "{} {}" })
	void whatIsNotJsonHasNoKey(String body) {
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.of(body));
	}

	@Test
	void headersAreInUnlessTheySayNothing() {
		HttpRequest plain = Keys.http(body("\"Hi?\"")).build();
		Map<String, String> in = Map.of("anthropic-beta", "a", "anthropic-version", "2", "anthropic-workspace-id", "w",
				"x-my-gateway-model", "m");
		Map<String, String> out = Map.of("x-api-key", "k", "authorization", "a", "user-agent", "u",
				"x-stainless-retry-count", "1", "X-Stainless-Lang", "java", "traceparent", "t", "accept",
				"text/event-stream", "idempotency-key", "i");
		assertThat(Stream.concat(Stream.of(plain), in.entrySet().stream().map((header) -> with(plain, header)))
			.map(Keys::of)
			.collect(Collectors.toSet())).hasSize(in.size() + 1);
		assertThat(out.entrySet())
			.allSatisfy((header) -> assertThat(Keys.of(with(plain, header))).isEqualTo(Keys.of(plain)));
	}

	@Test
	void anotherEndpointIsAnotherKey() {
		HttpRequest plain = Keys.http(body("\"Hi?\"")).build();
		List<Fingerprint> keys = Stream
			.of(plain, plain.toBuilder().baseUrl("https://gateway.example").build(),
					plain.toBuilder().putQueryParam("beta", "true").build())
			.map(Keys::of)
			.toList();
		assertThat(keys).doesNotHaveDuplicates();
	}

	@Test
	void whatTheCacheIsConfiguredWithDoesNotStandInForWhatIsNotSent() {
		CacheDefinition definition = new CacheDefinition("faq", "reference", CacheMode.SERVE, null, "m",
				FactorValue.of("Be brief."), List.of(), Semantic.OFF);
		String without = body("\"Hi?\"");
		String with = without.replace("{\"model\"", "{\"system\":\"Be brief.\",\"model\"");
		String tools = without.replace("{\"model\"", "{\"tools\":[],\"model\"");
		assertThat(Stream.of(without, with, tools).map((body) -> Keys.of(body, definition))).doesNotHaveDuplicates();
	}

	@Test
	void theUserIsLeftOutOfTheMetadataAndNothingElse() {
		String plain = body("\"Hi?\"");
		String user = plain.replace("{\"model\"", "{\"metadata\":{\"user_id\":\"u\"},\"model\"");
		String more = plain.replace("{\"model\"", "{\"metadata\":{\"user_id\":\"u\",\"plan\":\"pro\"},\"model\"");
		assertThat(Keys.of(user)).isEqualTo(Keys.of(plain));
		assertThat(Keys.of(more)).isNotEqualTo(Keys.of(plain));
	}

	private static HttpRequest with(HttpRequest request, Map.Entry<String, String> header) {
		return request.toBuilder().replaceHeaders(header.getKey(), header.getValue()).build();
	}

	private static ClaudeRequest request(String body) {
		return Keys.request(Keys.http(body).build());
	}

	private static String body(String content) {
		return "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}";
	}

}
