package io.github.claudecache.client.langchain4j;

import java.util.List;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;

/**
 * The keys of requests.
 */
final class ChatKeys {

	private static final FingerprintComposer COMPOSER = FingerprintComposer.standard(Namespace.DEFAULT,
			MessageNormalizer.standard(), List.of());

	private ChatKeys() {
	}

	static Fingerprint of(ChatRequest request) {
		return of(request, CacheDefinition.of("faq", "reference"));
	}

	static Fingerprint of(ChatRequest request, CacheDefinition definition) {
		return fingerprints(definition, request(request, FactorValue.of("settings"))).exact();
	}

	static Fingerprint scope(ChatRequest request) {
		return fingerprints(CacheDefinition.of("faq", "reference"), request(request, FactorValue.of("settings")))
			.scope();
	}

	static Fingerprint ofModel(Object model) {
		return fingerprints(CacheDefinition.of("faq", "reference"),
				request(ChatFixture.request(), new ModelSettings(model, null).value()))
			.exact();
	}

	static ClaudeRequest request(ChatRequest request, FactorValue settings) {
		return ChatKey.of("faq", TenantId.DEFAULT, List.of(), request, settings).request();
	}

	private static Fingerprints fingerprints(CacheDefinition definition, ClaudeRequest request) {
		return COMPOSER.compose(definition, definition.applyTo(request));
	}

}
