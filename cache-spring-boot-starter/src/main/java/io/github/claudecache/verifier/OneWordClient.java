package io.github.claudecache.verifier;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

import io.github.claudecache.answer.Usage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a Claude model for one of a few words, by {@code POST /v1/messages}. A reply that
 * is not exactly one of them, complete and of one text, fails, and so does everything
 * else but status 200. Nothing that is sent or received is logged. Safe for use by many
 * threads; never blocks. Calls beyond the limit at a time fail at once.
 */
final class OneWordClient {

	// The longest of the words and what a model may put around it.
	private static final int MAX_TOKENS = 8;

	private static final int OK = 200;

	private static final String VERSION = "2023-06-01";

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client;

	private final URI messages;

	private final String apiKey;

	private final String model;

	private final Duration timeout;

	private final Semaphore free;

	/**
	 * Creates a client.
	 * @throws IllegalArgumentException if the address is not one of HTTP, or a value is
	 * blank or out of range
	 */
	OneWordClient(URI baseUrl, String apiKey, String model, Duration timeout, int maxConcurrent) {
		String scheme = baseUrl.getScheme();
		if (!("http".equals(scheme) || "https".equals(scheme)) || baseUrl.getHost() == null) {
			throw new IllegalArgumentException(
					"'" + baseUrl + "' is not an address that begins with http:// or https://");
		}
		if (apiKey.isBlank() || model.isBlank()) {
			throw new IllegalArgumentException("The judge needs an API key and a model");
		}
		if (timeout.isNegative() || timeout.isZero() || maxConcurrent < 1) {
			throw new IllegalArgumentException("The limits of the judge must be positive");
		}
		this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
		this.messages = URI.create(baseUrl.toString().replaceAll("/+$", "") + "/v1/messages");
		this.apiKey = apiKey;
		this.model = model;
		this.timeout = timeout;
		this.free = new Semaphore(maxConcurrent);
	}

	/**
	 * Asks.
	 * @param instructions the system prompt
	 * @param data what it is about, sent as JSON
	 * @param words the words that are an answer
	 */
	CompletionStage<Word> ask(String instructions, Map<String, String> data, Set<String> words) {
		if (!this.free.tryAcquire()) {
			return CompletableFuture.failedFuture(new IllegalStateException("Too many calls of the judge at once"));
		}
		try {
			return this.client.sendAsync(request(instructions, data), HttpResponse.BodyHandlers.ofByteArray())
				.whenComplete((response, error) -> this.free.release())
				.thenApply((response) -> word(response, words));
		}
		catch (RuntimeException ex) {
			this.free.release();
			return CompletableFuture.failedFuture(ex);
		}
	}

	private HttpRequest request(String instructions, Map<String, String> data) {
		return HttpRequest.newBuilder(this.messages)
			.timeout(this.timeout)
			.header("content-type", "application/json")
			.header("x-api-key", this.apiKey)
			.header("anthropic-version", VERSION)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body(instructions, data)))
			.build();
	}

	private byte[] body(String instructions, Map<String, String> data) {
		return JSON.writeValueAsBytes(Map.of("model", this.model, "max_tokens", MAX_TOKENS, "system", instructions,
				"messages", List.of(Map.of("role", "user", "content", JSON.writeValueAsString(data)))));
	}

	private static Word word(HttpResponse<byte[]> response, Set<String> words) {
		if (response.statusCode() != OK) {
			throw new IllegalStateException("The judge answered with status " + response.statusCode());
		}
		JsonNode message;
		try {
			message = JSON.readTree(response.body());
		}
		catch (JacksonException ex) {
			throw new IllegalStateException("The judge did not answer with JSON");
		}
		JsonNode content = message.path("content");
		if (!"end_turn".equals(message.path("stop_reason").asString("")) || content.size() != 1
				|| !"text".equals(content.path(0).path("type").asString(""))) {
			throw new IllegalStateException("The judge did not finish one text");
		}
		String word = content.path(0).path("text").asString("").strip();
		if (!words.contains(word)) {
			throw new IllegalStateException("The judge said none of the words");
		}
		JsonNode usage = message.path("usage");
		return new Word(word, new Usage(tokens(usage, "input_tokens"), tokens(usage, "output_tokens"),
				tokens(usage, "cache_creation_input_tokens"), tokens(usage, "cache_read_input_tokens")));
	}

	private static long tokens(JsonNode usage, String name) {
		return Math.max(0, usage.path(name).asLong(0));
	}

	/**
	 * A reply.
	 *
	 * @param text one of the words
	 * @param usage what it cost
	 */
	record Word(String text, Usage usage) {
	}

}
