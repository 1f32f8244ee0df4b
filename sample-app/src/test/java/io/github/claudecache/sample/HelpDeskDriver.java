package io.github.claudecache.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives a running help desk over HTTP, as its page does.
 */
class HelpDeskDriver {

	private static final JsonMapper mapper = new JsonMapper();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String root;

	HelpDeskDriver(int port) {
		this.root = "http://localhost:" + port;
	}

	Reply ask(String question, String tenant) {
		return ask(Map.of("question", question, "tenant", tenant));
	}

	Reply ask(Map<String, String> request) {
		return askAsync(request).join();
	}

	/**
	 * Asks, and again if the documents changed too quickly, as its answer says then.
	 */
	Reply askUntilAnswered(Map<String, String> request) {
		HttpResponse<String> response = send("POST", "/api/ask", request);
		while (response.statusCode() == 503 && response.body().contains("ask again")) {
			response = send("POST", "/api/ask", request);
		}
		return new Reply(ok(response));
	}

	CompletableFuture<Reply> askAsync(Map<String, String> request) {
		return sendAsync("POST", "/api/ask", request).thenApply(HelpDeskDriver::ok).thenApply(Reply::new);
	}

	JsonNode explain(Map<String, String> request) {
		return ok(send("POST", "/api/explain", request));
	}

	JsonNode documents() {
		return ok(send("GET", "/api/documents", null));
	}

	String publish(String id, String text) {
		return ok(send("PUT", "/api/documents/" + id, Map.of("text", text))).path("version").asString();
	}

	void behave(String mode) {
		assertThat(ok(send("POST", "/api/model/behaviour", Map.of("mode", mode))).path("mode").asString())
			.isEqualTo(mode);
	}

	long calls() {
		return ok(send("GET", "/api/model", null)).path("calls").asLong();
	}

	HttpResponse<String> send(String method, String path, Object body) {
		return sendAsync(method, path, body).join();
	}

	HttpResponse<String> sendText(String method, String path, String contentType, String body) {
		return sendAsync(HttpRequest.newBuilder(URI.create(this.root + path))
			.header("Content-Type", contentType)
			.method(method, BodyPublishers.ofString(body))
			.build()).join();
	}

	CompletableFuture<HttpResponse<String>> sendAsync(String method, String path, Object body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.root + path))
			.method(method, (body != null) ? BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body))
					: BodyPublishers.noBody());
		if (body != null) {
			request.header("Content-Type", "application/json");
		}
		return sendAsync(request.build());
	}

	private CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
		return this.client.sendAsync(request, BodyHandlers.ofString());
	}

	static JsonNode json(HttpResponse<String> response) {
		return mapper.readTree(response.body());
	}

	private static JsonNode ok(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return json(response);
	}

	/**
	 * An answer of the help desk.
	 */
	record Reply(JsonNode json) {

		String answer() {
			return this.json.path("answer").asString();
		}

		String outcome() {
			return this.json.path("outcome").asString();
		}

		String reason() {
			return this.json.path("reason").asString("");
		}

		String notStored() {
			return this.json.path("notStored").asString("");
		}

		List<String> tags() {
			return this.json.path("tags").valueStream().map(JsonNode::asString).toList();
		}

		String version(String document) {
			return this.json.path("documents")
				.valueStream()
				.filter((entry) -> entry.path("id").asString().equals(document))
				.map((entry) -> entry.path("version").asString())
				.findFirst()
				.orElseThrow();
		}

	}

}
