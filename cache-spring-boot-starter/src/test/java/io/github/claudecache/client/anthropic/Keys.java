package io.github.claudecache.client.anthropic;

import java.io.ByteArrayOutputStream;
import java.util.List;

import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.models.messages.MessageCreateParams;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;

/**
 * The keys of requests as the SDK sends them.
 */
final class Keys {

	private static final FingerprintComposer COMPOSER = FingerprintComposer.standard(Namespace.DEFAULT,
			MessageNormalizer.standard(), List.of());

	private Keys() {
	}

	static Fingerprint of(HttpRequest request) {
		return fingerprints(request, CacheDefinition.of("faq", "reference")).exact();
	}

	static Fingerprint of(String body) {
		return of(http(body).build());
	}

	static Fingerprint of(MessageCreateParams.Body body) {
		return of(http(body).build());
	}

	static Fingerprint scope(String body) {
		return fingerprints(http(body).build(), CacheDefinition.of("faq", "reference")).scope();
	}

	static Fingerprint of(String body, CacheDefinition definition) {
		return fingerprints(http(body).build(), definition).exact();
	}

	static ClaudeRequest request(HttpRequest request) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		request.body().orElseThrow().writeTo(body);
		return RequestKey.of("faq", TenantId.DEFAULT, request, body.toByteArray()).request();
	}

	static HttpRequest.Builder http(String body) {
		return http(new SeenBody(Json.bytes(body), "application/json", HttpRequestBody.ofJson("")));
	}

	static HttpRequest.Builder http(MessageCreateParams.Body body) {
		return http(HttpRequestBody.ofJson(body));
	}

	private static HttpRequest.Builder http(HttpRequestBody body) {
		return HttpRequest.builder()
			.method(HttpMethod.POST)
			.baseUrl("https://api.anthropic.com")
			.addPathSegments("v1", "messages")
			.putHeader("anthropic-version", "2023-06-01")
			.body(body);
	}

	private static Fingerprints fingerprints(HttpRequest request, CacheDefinition definition) {
		return COMPOSER.compose(definition, definition.applyTo(request(request)));
	}

}
