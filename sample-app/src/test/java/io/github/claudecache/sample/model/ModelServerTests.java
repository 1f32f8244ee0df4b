package io.github.claudecache.sample.model;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ModelServer} over real HTTP.
 */
class ModelServerTests {

	private static final String QUESTION = """
			{"model": "claude-test", "max_tokens": 500, "system": "Answer.", "messages": [
			  {"role": "user", "content": [
			    {"type": "text", "text": "Shop: %s\\nLanguage: %s"},
			    {"type": "document", "title": "returns", "context": "version 7",
			     "source": {"type": "text", "media_type": "text/plain", "data": "%s"}},
			    {"type": "text", "text": "Can I get a refund?"}]}]}""";

	private static final String TEXT = "Tea is served at five. You can get a refund within 30 days. Cake is extra.";

	private static final String STREAMED = "{\"stream\": true, "
			+ QUESTION.formatted("acme", "en", TEXT).strip().substring(1);

	private final JsonMapper mapper = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final ModelServer server = ModelServer.start(new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO));

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void anAnswerHasTheShapeOfTheMessagesApi() throws Exception {
		HttpResponse<String> response = post(QUESTION.formatted("acme", "en", TEXT));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("request-id")).isPresent();
		JsonNode message = this.mapper.readTree(response.body());
		assertThat(message.propertyNames()).containsExactlyInAnyOrder("id", "type", "role", "model", "content",
				"stop_reason", "stop_sequence", "usage");
		assertThat(message.path("type").asString()).isEqualTo("message");
		assertThat(message.path("role").asString()).isEqualTo("assistant");
		assertThat(message.path("model").asString()).isEqualTo("claude-test");
		assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
		assertThat(message.path("stop_sequence").isNull()).isTrue();
		assertThat(message.path("usage").path("input_tokens").asInt()).isBetween(20, 80);
		assertThat(message.path("usage").path("output_tokens").asInt()).isBetween(10, 80);
	}

	@Test
	void aStreamHasTheEventsOfTheMessagesApi() throws Exception {
		JsonNode whole = this.mapper.readTree(post(QUESTION.formatted("acme", "en", TEXT)).body());
		HttpResponse<String> response = post(STREAMED);
		assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
		List<JsonNode> events = events(response.body().lines());
		assertThat(events).extracting((event) -> event.path("type").asString())
			.startsWith("message_start", "ping", "content_block_start", "content_block_delta")
			.endsWith("content_block_stop", "message_delta", "message_stop");
		assertThat(events.stream().map((event) -> event.path("delta").path("text").asString("")))
			.as("pieces that add up")
			.satisfies((pieces) -> assertThat(String.join("", pieces))
				.isEqualTo(whole.path("content").path(0).path("text").asString()));
		JsonNode end = events.get(events.size() - 2);
		assertThat(end.path("delta").path("stop_reason").asString()).isEqualTo("end_turn");
		assertThat(end.path("usage")).isEqualTo(whole.path("usage"));
	}

	@ParameterizedTest
	@CsvSource({ "NORMAL, end_turn", "SLOW, end_turn", "REFUSE, refusal", "TRUNCATE, max_tokens", "PAUSE, pause_turn",
			"TOOL, tool_use", "UNKNOWN, a_new_reason" })
	void aStreamEndsAsTheServerIsTold(Behaviour behaviour, String stopReason) throws Exception {
		this.server.behave(behaviour);
		List<JsonNode> events = events(post(STREAMED).body().lines());
		assertThat(events.get(0).path("message").path("stop_reason").isNull()).isTrue();
		assertThat(events.get(events.size() - 2).path("delta").path("stop_reason").asString()).isEqualTo(stopReason);
	}

	@Test
	void aToolCallComesAfterAText() throws Exception {
		this.server.behave(Behaviour.TOOL);
		JsonNode content = this.mapper.readTree(post(QUESTION.formatted("acme", "en", TEXT)).body()).path("content");
		assertThat(content.valueStream().map((block) -> block.path("type").asString())).containsExactly("text",
				"tool_use");
		JsonNode call = content.path(1);
		assertThat(call.propertyNames()).containsExactlyInAnyOrder("type", "id", "name", "input");
		assertThat(call.path("id").asString()).startsWith("toolu_");
		assertThat(call.path("input").path("question").asString()).isEqualTo("Can I get a refund?");
	}

	@Test
	void aStreamedToolCallHasItsInputInPiecesThatAddUp() throws Exception {
		this.server.behave(Behaviour.TOOL);
		JsonNode whole = this.mapper.readTree(post(QUESTION.formatted("acme", "en", TEXT)).body());
		List<JsonNode> second = events(post(STREAMED).body().lines()).stream()
			.filter((event) -> event.path("index").asInt(-1) == 1)
			.toList();
		assertThat(second).extracting((event) -> event.path("type").asString())
			.startsWith("content_block_start", "content_block_delta", "content_block_delta")
			.endsWith("content_block_stop");
		JsonNode start = second.get(0).path("content_block");
		assertThat(start.path("type").asString()).isEqualTo("tool_use");
		assertThat(start.path("name")).isEqualTo(whole.path("content").path(1).path("name"));
		assertThat(start.path("input").isEmpty()).isTrue();
		assertThat(second.stream().map((event) -> event.path("delta").path("partial_json").asString("")))
			.satisfies((pieces) -> assertThat(this.mapper.readTree(String.join("", pieces)))
				.isEqualTo(whole.path("content").path(1).path("input")));
	}

	@ParameterizedTest
	@CsvSource({ "REJECT, 400, invalid_request_error, false", "REJECT, 400, invalid_request_error, true",
			"FAIL, 529, overloaded_error, false", "FAIL, 529, overloaded_error, true" })
	void anErrorComesInOnePieceStreamedOrNot(Behaviour behaviour, int status, String type, boolean streamed)
			throws Exception {
		this.server.behave(behaviour);
		HttpResponse<String> response = post(streamed ? STREAMED : QUESTION.formatted("acme", "en", TEXT));
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("content-type").orElse("")).isEqualTo("application/json");
		JsonNode error = this.mapper.readTree(response.body());
		assertThat(error.path("type").asString()).isEqualTo("error");
		assertThat(error.path("error").path("type").asString()).isEqualTo(type);
	}

	@Test
	void anAnswerThatIsCutBreaksTheConnection() {
		this.server.behave(Behaviour.CUT);
		assertThatIOException().isThrownBy(() -> post(QUESTION.formatted("acme", "en", TEXT)));
		assertThat(this.server.calls()).isEqualTo(1);
	}

	@Test
	void aStreamThatIsCutBreaksTheConnectionAfterSomePieces() throws Exception {
		this.server.behave(Behaviour.CUT);
		// A client may forget what had come when it sees the break.
		try (Socket socket = new Socket(this.server.baseUrl().getHost(), this.server.baseUrl().getPort())) {
			socket.getOutputStream()
				.write("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: any\r\nContent-Length: %d\r\n\r\n%s"
					.formatted(STREAMED.length(), STREAMED)
					.getBytes(StandardCharsets.US_ASCII));
			String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(all).contains("event: message_start", "event: content_block_delta")
				.doesNotContain("event: content_block_stop", "event: message_stop")
				.as("the chunk that ends a response")
				.doesNotEndWith("\r\n0\r\n\r\n");
		}
	}

	@Test
	void theFirstPieceComesWhileTheRestIsHeldBack() throws Exception {
		try (ModelServer slow = ModelServer.start(new Latency(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(5)))) {
			slow.behave(Behaviour.SLOW);
			try (Stream<String> lines = this.client
				.send(request(slow.baseUrl().resolve("/v1/messages"), STREAMED), BodyHandlers.ofLines())
				.body()) {
				assertThat(lines.anyMatch("event: content_block_delta"::equals)).isTrue();
				assertThat(slow.underWay()).isEqualTo(1);
			}
		}
	}

	@Test
	void theAnswerIsTakenFromTheTextThatWasSent() throws Exception {
		assertThat(answer("acme", "en", TEXT)).contains("refund within 30 days", "returns", "version 7", "acme");
		assertThat(answer("acme", "en", TEXT.replace("30", "60"))).contains("refund within 60 days");
	}

	@Test
	void theAnswerDependsOnShopAndLanguage() throws Exception {
		assertThat(answer("globex", "en", TEXT)).contains("globex");
		assertThat(answer("acme", "de", TEXT)).startsWith("Aus „returns“");
		assertThat(answer("acme", "pt-BR", TEXT)).startsWith("[pt-BR] From");
	}

	@Test
	void withoutDocumentsItSaysThatItDoesNotKnow() throws Exception {
		HttpResponse<String> response = post("""
				{"model": "m", "max_tokens": 5000, "messages": [{"role": "user", "content": "Refund?"}]}""");
		assertThat(text(response)).contains("do not answer this");
	}

	@Test
	void tooFewTokensCutTheAnswer() throws Exception {
		HttpResponse<String> response = post(QUESTION.formatted("acme", "en", TEXT).replace("500", "8"));
		JsonNode message = this.mapper.readTree(response.body());
		assertThat(message.path("stop_reason").asString()).isEqualTo("max_tokens");
		assertThat(message.path("usage").path("output_tokens").asInt()).isEqualTo(8);
	}

	@ParameterizedTest
	@CsvSource({ "NORMAL, end_turn", "SLOW, end_turn", "REFUSE, refusal", "TRUNCATE, max_tokens", "PAUSE, pause_turn",
			"TOOL, tool_use", "UNKNOWN, a_new_reason" })
	void itBehavesAsItIsTold(Behaviour behaviour, String stopReason) throws Exception {
		this.server.behave(behaviour);
		HttpResponse<String> response = post(QUESTION.formatted("acme", "en", TEXT));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.mapper.readTree(response.body()).path("stop_reason").asString()).isEqualTo(stopReason);
	}

	@ParameterizedTest
	@EnumSource(value = Behaviour.class, mode = EnumSource.Mode.EXCLUDE, names = "CUT")
	void everyQuestionIsCountedHoweverItEnds(Behaviour behaviour) throws Exception {
		this.server.behave(behaviour);
		post(QUESTION.formatted("acme", "en", TEXT));
		post(QUESTION.formatted("acme", "en", TEXT));
		assertThat(this.server.calls()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			not json                                              | 400
			[]                                                    | 400
			{"max_tokens": 5, "messages": []}                     | 400
			{"model": "m", "messages": [{"content": "Hello"}]}    | 400
			{"model": "m", "max_tokens": 0, "messages": [{"content": "Hello"}]} | 400
			{"model": "m", "max_tokens": 5, "messages": [{"content": []}]} | 400
			{"max_tokens": 5, "messages": [{"content": "Hello"}]} | 400
			""")
	void aMalformedRequestIsAnErrorAndNotCounted(String body, int status) throws Exception {
		HttpResponse<String> response = post(body);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(this.mapper.readTree(response.body()).path("error").path("type").asString())
			.isEqualTo("invalid_request_error");
		assertThat(this.server.calls()).isZero();
	}

	@Test
	void aKeyMustBeSent() throws Exception {
		HttpResponse<String> response = this.client.send(
				HttpRequest.newBuilder(uri("/v1/messages")).POST(BodyPublishers.ofString("{}")).build(),
				BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(401);
	}

	@Test
	void onlyMessagesArePosted() throws Exception {
		assertThat(this.client.send(HttpRequest.newBuilder(uri("/v1/models")).build(), BodyHandlers.discarding())
			.statusCode()).isEqualTo(404);
		assertThat(this.client.send(HttpRequest.newBuilder(uri("/v1/messages")).build(), BodyHandlers.discarding())
			.statusCode()).isEqualTo(405);
	}

	@Test
	void itListensOnTheLoopbackInterfaceOnly() {
		assertThat(this.server.baseUrl().getHost()).isEqualTo("127.0.0.1");
	}

	@Test
	void aLatencyIsDrawnFromItsRange() {
		Latency latency = new Latency(Duration.ofMillis(400), Duration.ofMillis(1500), Duration.ofSeconds(6));
		for (int i = 0; i < 1000; i++) {
			assertThat(latency.draw(Behaviour.NORMAL)).isBetween(Duration.ofMillis(400), Duration.ofMillis(1500));
		}
		assertThat(latency.draw(Behaviour.SLOW)).isEqualTo(Duration.ofSeconds(6));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Latency(Duration.ofMillis(2), Duration.ofMillis(1), Duration.ZERO))
			.withMessageContaining("0 <= min <= max");
	}

	private String answer(String shop, String language, String text) throws Exception {
		return text(post(QUESTION.formatted(shop, language, text)));
	}

	private String text(HttpResponse<String> response) {
		return this.mapper.readTree(response.body()).path("content").path(0).path("text").asString();
	}

	private List<JsonNode> events(Stream<String> lines) {
		return lines.filter((line) -> line.startsWith("data: "))
			.map((line) -> this.mapper.readTree(line.substring("data: ".length())))
			.toList();
	}

	private HttpResponse<String> post(String body) throws Exception {
		return this.client.send(request(uri("/v1/messages"), body), BodyHandlers.ofString());
	}

	private static HttpRequest request(URI uri, String body) {
		return HttpRequest.newBuilder(uri).header("x-api-key", "any").POST(BodyPublishers.ofString(body)).build();
	}

	private URI uri(String path) {
		return this.server.baseUrl().resolve(path);
	}

}
