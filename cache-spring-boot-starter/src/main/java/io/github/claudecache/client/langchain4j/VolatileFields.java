package io.github.claudecache.client.langchain4j;

import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;

import dev.langchain4j.model.chat.listener.ChatModelListener;

/**
 * The fields of LangChain4j's classes that say nothing about an answer. Whatever is not
 * named here is in the key.
 */
final class VolatileFields {

	// The marks of Claude's own prompt cache, the user, and what is recorded of the call.
	private static final Set<String> OF_REQUESTS = Set.of(
			"dev.langchain4j.model.anthropic.AnthropicChatRequestParameters.cacheSystemMessages",
			"dev.langchain4j.model.anthropic.AnthropicChatRequestParameters.cacheTools",
			"dev.langchain4j.model.anthropic.AnthropicChatRequestParameters.userId",
			"dev.langchain4j.model.anthropic.AnthropicChatRequestParameters.returnCacheDiagnostics",
			"dev.langchain4j.model.anthropic.AnthropicChatRequestParameters.previousMessageId");

	// Transport, credentials and retries, and what is seen in each request anyway.
	private static final Set<String> OF_MODELS = Set.of("httpClient", "apiKey", "listeners", "maxRetries",
			"supportedCapabilities", "defaultRequestParameters");

	private static final Set<String> HELPERS = Set.of("dev.langchain4j.http.client.HttpClient", "org.slf4j.Logger",
			"org.apache.commons.logging.Log");

	// As with the SDK: whose key it is says nothing about the answer, and keys change.
	private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "x-api-key",
			"cookie");

	private VolatileFields() {
	}

	/**
	 * Whether a field of a request is left out.
	 */
	static boolean ofRequest(Field field) {
		return OF_REQUESTS.contains(field.getDeclaringClass().getName() + "." + field.getName());
	}

	/**
	 * Whether a header that a model sends is left out.
	 */
	static boolean isCredential(String header) {
		return CREDENTIALS.contains(header.toLowerCase(Locale.ROOT));
	}

	/**
	 * Whether a field of a model, or of what it holds, is left out.
	 */
	static boolean ofModel(Field field) {
		return (field.getDeclaringClass().getName().startsWith("dev.langchain4j.model.")
				&& OF_MODELS.contains(field.getName())) || HELPERS.contains(field.getType().getName())
				|| ChatModelListener.class.isAssignableFrom(field.getType())
				|| Executor.class.isAssignableFrom(field.getType());
	}

}
